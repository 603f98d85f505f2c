/** Changes that no neighbouring test can or need tell, by file and title, each with its reason. */
export const survivors: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

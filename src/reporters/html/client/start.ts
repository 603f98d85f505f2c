/// <reference lib="dom" />
import { cells } from './cells.ts';
import { copying } from './copying.ts';
import { filter } from './filter.ts';
import { links } from './links.ts';
import { completeWhenOpen, enable, openAll } from './subjects.ts';
import { theme } from './theme.ts';

/** What a report does beyond standing there. Without it, the page is complete. */
theme();
enable(document);
completeWhenOpen();
openAll();
filter();
copying();
cells();
links();

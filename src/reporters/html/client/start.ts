/// <reference lib="dom" />
import { cells } from './cells.ts';
import { copying } from './copying.ts';
import { filter } from './filter.ts';
import { links } from './links.ts';
import { completeWhenOpen, enable, openAll } from './subjects.ts';
import { theme } from './theme.ts';

/** The interactive parts of a report. Without them the page shows all its content as well. */
theme();
enable(document);
completeWhenOpen();
openAll();
filter();
copying();
cells();
links();

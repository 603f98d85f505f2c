/// <reference lib="dom" />
import { cells } from './cells.ts';
import { copying } from './copying.ts';
import { filter } from './filter.ts';
import { links } from './links.ts';
import { maps } from './maps.ts';
import { all } from './nodes.ts';
import { completeWhenOpen, openAll } from './subjects.ts';
import { theme } from './theme.ts';

/** What a report does beyond standing there. Without it, the page is complete. */
theme();
for (const control of all('[data-needs-script]')) control.hidden = false;
completeWhenOpen();
openAll();
filter();
copying();
cells();
maps();
links();

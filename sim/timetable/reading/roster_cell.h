/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a wide roster: "site/rotation", "site" or a code; several joined by " + ", with days in brackets. Private to roster_*.c. */
#ifndef TIMETABLE_ROSTER_CELL_H
#define TIMETABLE_ROSTER_CELL_H

#include "timetable/reading/roster_private.h"

struct roster_cells {
    struct roster_reading *reading; /* its codes, if any, are sorted */
};

/* Reads a codes CSV (code, site, rotation) into reading->codes. */
enum kith_status roster_codes_read(struct roster_cells *cells, const char *file);

/* Whether a cell's text begins with a code or "site/rotation" (known), or is a site; as written, without numbers for names. */
enum roster_known { ROSTER_UNKNOWN, ROSTER_KNOWN_SITE, ROSTER_KNOWN };
enum roster_known roster_cell_known(const struct roster_reading *reading, const char *text);

/* Says what a cell says; said has student, line, time and cohort. The cell's text is cut up. KITH_FAILED without memory. */
enum kith_status roster_cell_read(struct roster_cells *cells, const struct roster_said *said, char *text);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows are those of the README's table of findings, which has the references in full. */
#include "experiment/citation.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    long first, last; /* rows */
    const char *paper;
} papers[] = {{1, 13, "Graves 2022"}, {14, 15, "Side-by-Side 2022"}, {16, 16, "IJERPH 19:5135"}, {17, 19, "Graves 2022"}};

static const char *paper_of(long row)
{
    for (size_t k = 0; k < sizeof papers / sizeof papers[0]; k++)
        if (row >= papers[k].first && row <= papers[k].last)
            return papers[k].paper;
    return NULL;
}

/* Reads "9, 13" and writes the papers behind these rows, each once; returns what follows the numbers. */
static const char *read_rows(const char *numbers, char *cited, size_t size)
{
    const char *at = numbers, *after = numbers;
    cited[0] = '\0';
    for (bool more = true; more;) {
        char *end;
        const char *paper = paper_of(strtol(at, &end, 10));
        size_t used = strlen(cited);
        if (paper && !strstr(cited, paper))
            snprintf(cited + used, size - used, "%s%s", used ? ", " : "", paper);
        after = end;
        more = strncmp(after, ", ", 2) == 0 && after[2] >= '0' && after[2] <= '9';
        at = after + 2;
    }
    return after;
}

const char *citation_text(const char *source, char *buffer, size_t size)
{
    static const char *const marks[] = {"EVIDENCE row ", "EVIDENCE rows "};
    const char *rest = source;
    buffer[0] = '\0';
    while (*rest) {
        const char *at = strstr(rest, marks[0]), *several = strstr(rest, marks[1]);
        const char *mark = !at || (several && several < at) ? marks[1] : marks[0];
        at = mark == marks[1] ? several : at;
        size_t used = strlen(buffer);
        if (!at) {
            snprintf(buffer + used, size - used, "%s", rest);
            break;
        }
        char cited[128];
        const char *after = read_rows(at + strlen(mark), cited, sizeof cited);
        snprintf(buffer + used, size - used, cited[0] ? "%.*s (%s)" : "%.*s%s", (int)(after - rest), rest, cited);
        rest = after;
    }
    return buffer;
}

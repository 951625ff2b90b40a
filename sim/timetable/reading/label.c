/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/reading/label.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* Without the spaces around. Non-breaking spaces (C2 A0), which spreadsheets hold, are spaces too. */
static const char *core(const char *text, size_t *length)
{
    static const char spaces[] = " \t\r\n";
    for (size_t skip; (skip = strncmp(text, "\xC2\xA0", 2) == 0 ? 2 : strspn(text, spaces)) > 0;)
        text += skip;
    *length = strlen(text);
    for (bool more = true; more && *length;) {
        bool wide = *length > 1 && strncmp(text + *length - 2, "\xC2\xA0", 2) == 0;
        more = wide || strchr(spaces, text[*length - 1]);
        *length -= wide ? 2 : more;
    }
    return text;
}

static int compare_cores(const struct label_line *a, const struct label_line *b)
{
    size_t left, right;
    const char *first = core(a->text, &left), *second = core(b->text, &right);
    int order = strncasecmp(first, second, left < right ? left : right);
    return order ? order : (left > right) - (left < right);
}

static int compare_labels(const void *left, const void *right)
{
    const struct label_line *a = left, *b = right;
    int order = compare_cores(a, b);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

void label_twins(struct label_line *label, size_t count, const char *file, struct findings *findings)
{
    if (count)
        qsort(label, count, sizeof *label, compare_labels);
    for (size_t k = 1; k < count; k++)
        if (compare_cores(&label[k - 1], &label[k]) == 0)
            finding_add(findings, KITH_WARNING, "W207", file, label[k].line,
                        "student \"%s\" is taken for another than \"%s\", line %d; only capital letters or spaces differ",
                        text_show(label[k].text).at, text_show(label[k - 1].text).at, label[k - 1].line);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/page/page.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void write_escaped(FILE *stream, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", stream);
            break;
        case '>':
            fputs("&gt;", stream);
            break;
        case '&':
            fputs("&amp;", stream);
            break;
        case '"':
            fputs("&quot;", stream);
            break;
        default:
            fputc(*text, stream);
        }
    }
}

/* One conversion with its argument; conversion is what stands between the % and the letter, both included. */
static void write_number(FILE *stream, const char *conversion, char letter, va_list *arguments)
{
    char text[128];
    if (strchr("feg", letter))
        snprintf(text, sizeof text, conversion, va_arg(*arguments, double));
    else if (strstr(conversion, "ll"))
        snprintf(text, sizeof text, conversion, va_arg(*arguments, long long));
    else if (strchr(conversion, 'z'))
        snprintf(text, sizeof text, conversion, va_arg(*arguments, size_t));
    else
        snprintf(text, sizeof text, conversion, va_arg(*arguments, int));
    fputs(text, stream);
}

void page_print(FILE *stream, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    while (*format) {
        size_t plain = strcspn(format, "%");
        fwrite(format, 1, plain, stream);
        format += plain;
        if (!*format)
            break;
        size_t length = strcspn(format + 1, "sdufeg%") + 2;
        char conversion[16], letter = format[length - 1];
        snprintf(conversion, sizeof conversion, "%.*s", (int)length, format);
        if (letter == 's')
            write_escaped(stream, va_arg(arguments, const char *));
        else if (letter == '%')
            fputc('%', stream);
        else
            write_number(stream, conversion, letter, &arguments);
        format += length;
    }
    va_end(arguments);
}

void page_absent(const struct page *page, const char *sentence)
{
    page_print(page->stream, "<p class=\"absent\">%s</p>\n", sentence);
}

void page_sentence(FILE *stream, const char *sentence)
{
    char first[2] = {(char)toupper((unsigned char)sentence[0]), '\0'};
    size_t length = strlen(sentence);
    if (length > 0)
        page_print(stream, "%s%s%s", first, sentence + 1, sentence[length - 1] == '.' ? "" : ".");
}

void page_cell(const struct page *page, double value)
{
    char text[KITH_NUMBER];
    if (isnan(value))
        page_print(page->stream, "<td class=\"none\">-</td>");
    else
        page_print(page->stream, "<td>%s</td>", fabs(value) > 0 ? kith_number_text(value, text) : "0");
}

enum kith_status page_values(const struct page *page, const char *name, double **values)
{
    const struct archive_dataset *dataset = archive_catalog_find(page->catalog, name);
    *values = NULL;
    if (!dataset || dataset->is_text)
        return KITH_OK;
    *values = malloc((dataset->size + 1) * sizeof **values);
    enum kith_status status =
        *values ? archive_read_values(page->file, dataset, NULL, NULL, ARCHIVE_FLOAT64, *values) : KITH_FAILED;
    if (status != KITH_OK) {
        free(*values);
        *values = NULL;
    }
    return status;
}

enum kith_status page_column(const struct page *page, const char *log, const char *name, int32_t **values, size_t *count)
{
    char path[64];
    size_t rows = 0;
    snprintf(path, sizeof path, "%s/%s", log, name);
    *values = NULL;
    enum kith_status status = archive_read_whole(page->file, path, values, &rows);
    if (status == KITH_OK && *count != 0 && rows != *count)
        return kith_report_add(page->report, KITH_ERROR, page->path, 0, 0,
                               "%s has another length than its log: the file is damaged; run the scenario again", path);
    *count = rows;
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/page/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 5 };

void chart_init(struct chart *chart, enum asset asset)
{
    *chart = (struct chart){.spec = json_loads(asset_text(asset), 0, NULL)};
    chart->failed = chart->spec == NULL;
}

void chart_clear(struct chart *chart)
{
    json_decref(chart->spec);
    *chart = (struct chart){0};
}

/* A named member of one of the specification's lists ("data", "signals"). */
static json_t *find(struct chart *chart, const char *list, const char *name)
{
    size_t index;
    json_t *member;
    json_array_foreach(json_object_get(chart->spec, list), index, member)
    {
        const char *own = json_string_value(json_object_get(member, "name"));
        if (own && strcmp(own, name) == 0)
            return member;
    }
    chart->failed = true;
    return NULL;
}

json_t *chart_rows(struct chart *chart, const char *data)
{
    return json_object_get(find(chart, "data", data), "values");
}

void chart_add(struct chart *chart, json_t *rows, json_t *row)
{
    if (json_array_append_new(rows, row) != 0)
        chart->failed = true;
}

void chart_signal(struct chart *chart, const char *signal, json_t *value)
{
    if (json_object_set_new(find(chart, "signals", signal), "value", value) != 0)
        chart->failed = true;
}

json_t *chart_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static void write_choices(const struct page *page, const struct chart_words *words, const struct chart_control *control)
{
    page_print(page->stream, "<span>%s</span>", control->label);
    for (size_t k = 0; k < control->count; k++)
        page_print(page->stream,
                   "<label class=\"other\"><input type=\"radio\" name=\"%s-%s\" data-signal=\"%s\" value=\"%zu\"%s>%s</label>",
                   words->id, control->signal, control->signal, k, k == control->first ? " checked" : "", control->choice[k]);
}

static void write_slider(const struct page *page, const struct chart_control *control)
{
    page_print(page->stream,
               "<label class=\"slide\">%s<input type=\"range\" min=\"0\" max=\"%zu\" step=\"1\" value=\"%zu\" "
               "data-signal=\"%s\"></label>",
               control->label, control->count - 1, control->first, control->signal);
}

/* The specification as it stands in a script element: a "<" could end the element. */
static enum kith_status write_specification(const struct chart *chart, const struct page *page)
{
    char *text = json_dumps(chart->spec, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    if (!text)
        return KITH_FAILED;
    for (const char *at = text; *at;) {
        size_t plain = strcspn(at, "<");
        fwrite(at, 1, plain, page->stream);
        at += plain;
        if (*at == '<') {
            fputs("\\u003c", page->stream);
            at++;
        }
    }
    free(text);
    return KITH_OK;
}

enum kith_status chart_write(struct chart *chart, const struct page *page, const struct chart_words *words,
                             const struct chart_control *control, size_t controls)
{
    for (size_t k = 0; k < controls; k++)
        chart_signal(chart, control[k].signal, json_integer((json_int_t)control[k].first));
    if (!chart->failed && json_object_set_new(chart->spec, "description", json_string(words->caption)) != 0)
        chart->failed = true;
    if (chart->failed)
        return KITH_FAILED;
    page_print(page->stream, "<figure id=\"%s\">\n<figcaption><strong>%s</strong> %s</figcaption>\n", words->id, words->title,
               words->caption);
    if (controls)
        fputs("<div class=\"controls scripted\">", page->stream);
    for (size_t k = 0; k < controls; k++) {
        if (control[k].choice)
            write_choices(page, words, &control[k]);
        else
            write_slider(page, &control[k]);
        if (control[k].said)
            page_print(page->stream, "<output data-signal=\"%s\" aria-live=\"polite\"></output>", control[k].said);
    }
    if (controls)
        fputs("</div>\n", page->stream);
    fputs("<div class=\"view scripted\"></div>\n<script type=\"application/json\">", page->stream);
    enum kith_status status = write_specification(chart, page);
    fputs("</script>\n<details class=\"lift scripted\"><summary>Numbers and specification (Vega JSON)</summary>"
          "<button type=\"button\">Copy</button><pre tabindex=\"0\"></pre></details>\n</figure>\n",
          page->stream);
    return status;
}

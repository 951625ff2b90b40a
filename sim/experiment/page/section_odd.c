/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The model in brief, in the order of the ODD protocol (overview, design concepts, details; Grimm et al. 2020), from the model's own tables of
 * parameters: what each process can be told, on what evidence, and what this run told it.
 */
#include <stdlib.h>
#include <string.h>

#include "experiment/page/page.h"
#include "experiment/plausible.h"
#include "experiment/schema.h"
#include "scenario/yaml.h"

enum { SHOWN = 256 };

/* The sections of a scenario: which of the model's processes, or what else they are about. */
static const struct {
    const char *section, *words;
} sections[] = {{"run", "how much is simulated, and with which luck"},
                {"school", "the school: intake, years and phases of the course"},
                {"calendar", "the year: teaching, exams, breaks"},
                {"population", "who enters, with what frailty, sociability and traits"},
                {"graph", "friendships at the start"},
                {"timetable", "who is placed where"},
                {"encounters", "who meets whom, for how many hours"},
                {"ties", "friendships form, strengthen and fade"},
                {"distress", "simulated distress arises, may pass between friends, and ends"},
                {"noticing", "who sees the signs"},
                {"support", "who offers support, who accepts it"},
                {"programme", "trained supporters: selection, duty, limits"},
                {"seeking", "who looks for help themselves, where (friends, supporters, Faculty services, counselling, the "
                            "student's own doctor or GP, or outside), and what "
                            "keeps them from it"},
                {"help", "what comes of an encounter"},
                {"services", "professional services, their barriers and waiting list"},
                {"education", "what is taught to whom"},
                {"traits", "how experience and teaching change people"},
                {"observe", "what is recorded"},
                {"compare", "how arms are compared: which outcome first, what difference matters, how many pairs"}};

static const char *words_of(const char *section)
{
    for (size_t k = 0; k < sizeof sections / sizeof sections[0]; k++)
        if (strcmp(sections[k].section, section) == 0)
            return sections[k].words;
    return "";
}

static const struct yaml_node *child(const struct yaml_node *node, const char *key)
{
    for (node = node ? node->first : NULL; node; node = node->next)
        if (node->key && strcmp(node->key, key) == 0)
            return node;
    return NULL;
}

/* A value of the resolved scenario as one line. */
static const char *value_text(const struct yaml_node *node, char text[SHOWN])
{
    size_t used = 0;
    text[0] = '\0';
    if (node && node->text)
        snprintf(text, SHOWN, "%s", node->text);
    for (const struct yaml_node *item = node ? node->first : NULL; item && used < SHOWN; item = item->next)
        used += (size_t)snprintf(text + used, SHOWN - used, "%s%s%s%s", item == node->first ? "" : ", ",
                                 item->key ? item->key : "", item->key ? ": " : "", item->text ? item->text : "");
    return text;
}

static void write_range(const struct page *page, const struct parameter *row)
{
    bool number = row->type == PARAMETER_REAL || row->type == PARAMETER_WHOLE || row->type == PARAMETER_WHOLES;
    if (row->choices)
        for (size_t k = 0; row->choices[k]; k++)
            page_print(page->stream, "%s%s", k ? ", " : "", row->choices[k]);
    else if (number)
        page_print(page->stream, "%g to %g", row->min, row->max);
}

static void write_parameter(const struct page *page, const struct parameter *row, const struct yaml_node *section)
{
    char text[SHOWN];
    const char *unit = row->unit && strcmp(row->unit, "1") != 0 ? row->unit : "";
    page_print(page->stream,
               "<tr><th scope=\"row\"><code>%s</code></th><td class=\"words\" data-head=\"Meaning\">%s</td><td class=\"words\" "
               "data-head=\"In the scenario\">%s%s%s</td><td class=\"words\" data-head=\"Allowed\">",
               row->name, row->meaning, value_text(child(section, row->name), text), unit[0] ? " " : "", unit);
    write_range(page, row);
    page_print(page->stream, "</td><td class=\"words\" data-head=\"Source\">%s</td></tr>\n", row->source);
}

static void write_section(const struct page *page, const struct parameter_section *section, const struct yaml_node *values)
{
    size_t assumed = 0;
    for (size_t k = 0; k < section->count; k++)
        assumed += plausible_assumed(&section->rows[k]);
    page_print(
        page->stream,
        "<details><summary><strong>%s</strong>: %s; %zu parameter%s, %zu assumed</summary>\n<div class=\"table\" role=\"region\" "
        "aria-label=\"Parameters: %s\" tabindex=\"0\"><table class=\"cards\">\n<thead><tr><th scope=\"col\">Parameter</th><th "
        "scope=\"col\" "
        "class=\"words\">Meaning</th><th scope=\"col\" class=\"words\">In the scenario</th><th scope=\"col\" "
        "class=\"words\">Allowed</th><th "
        "scope=\"col\" class=\"words\">Source</th></tr></thead>\n<tbody>\n",
        section->name, words_of(section->name), section->count, section->count == 1 ? "" : "s", assumed, section->name);
    for (size_t k = 0; k < section->count; k++)
        write_parameter(page, &section->rows[k], child(values, section->name));
    fputs("</tbody>\n</table></div></details>\n", page->stream);
}

static void write_overview(const struct page *page)
{
    size_t count = 0, assumed = 0;
    for (size_t s = 0; s < schema.count; s++)
        for (size_t k = 0; k < schema.sections[s].count; k++) {
            count++;
            assumed += plausible_assumed(&schema.sections[s].rows[k]);
        }
    page_print(page->stream,
               "<p><strong>Purpose.</strong> %s</p>\n<p><strong>Entities and scales.</strong> Simulated students, the ties "
               "between them, groups, "
               "sites, supporters, and services (Faculty, counselling, GP, outside); time goes in weeks, here %zu recorded "
               "ones.</p>\n<p><strong>Process "
               "overview.</strong> Each "
               "week, in this order: calendar; encounters; ties; simulated distress; noticing; support among students; the "
               "programme; services; "
               "education; traits; observation, which changes nothing.</p>\n<p><strong>Design concepts.</strong> Stochastic, "
               "with luck that depends "
               "on seed, school, purpose, week and student alone, so that arms share it. Help and distress emerge from who meets "
               "whom; nobody "
               "in the model plans ahead.</p>\n<p><strong>Details.</strong> %zu parameters, of which %zu are assumed: without "
               "evidence, and so to "
               "be varied. An arm's own values are above, under what was set differently.</p>\n",
               page->study->question && page->study->question[0] ? page->study->question
                                                                 : "To compare ways of organising support.",
               page->study->weeks, count, assumed);
}

enum kith_status section_odd(const struct page *page)
{
    struct yaml_tree tree = {0};
    struct kith_report unheard; /* a newer kith's scenario is shown as far as it is understood */
    kith_report_init(&unheard);
    yaml_tree_read(&tree, page->path, page->study->resolved, strlen(page->study->resolved), &unheard);
    write_overview(page);
    for (size_t k = 0; k < schema.count; k++)
        write_section(page, &schema.sections[k], tree.count ? &tree.nodes[0] : NULL);
    yaml_tree_clear(&tree);
    kith_report_clear(&unheard);
    return KITH_OK;
}

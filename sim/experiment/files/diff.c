/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where two results files part. Values are compared where both files have the same arm, replicate, week and so on, by label and
 * number, not by place: a file with another arm added is equal in the arms that both have. Missing equals missing; otherwise
 * values must be the same number.
 */
#include "experiment/files/diff.h"
#include "experiment/files/layout.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kith_diff_variable *diff_add(struct diff *diff, const char *name, size_t bytes)
{
    struct kith_diff *out = diff->out;
    struct kith_diff_variable *grown = realloc(out->variable, (out->variables + 1) * sizeof *grown);
    if (!grown)
        return NULL;
    out->variable = grown;
    struct kith_diff_variable *made = &grown[out->variables++];
    *made = (struct kith_diff_variable){.name = strndup(name, bytes), .largest = (double)NAN};
    return made->name ? made : NULL;
}

bool diff_count(struct kith_diff_variable *variable, double a, double b)
{
    variable->compared++;
    if (a == b || (isnan(a) && isnan(b)))
        return false;
    variable->differing++;
    double difference = fabs(a - b);
    if (!isnan(difference) && !(variable->largest >= difference))
        variable->largest = difference;
    return true;
}

bool diff_before(const struct kith_diff_place *a, const struct kith_diff_place *b)
{
    if (a->weekly != b->weekly)
        return a->weekly;
    if (a->week != b->week)
        return a->week < b->week;
    return a->replicate != b->replicate ? a->replicate < b->replicate : a->arm_index < b->arm_index;
}

void diff_keep_first(struct kith_diff_variable *variable, const struct kith_diff_place *place)
{
    if (!variable->first.a[0] || diff_before(place, &variable->first))
        variable->first = *place;
}

void diff_value_text(const struct archive_dataset *variable, double value, char *text)
{
    const char *word = variable->flag_meanings;
    for (double k = 0; word && k < value; k++) {
        word += strcspn(word, " ");
        word = *word ? word + 1 : NULL;
    }
    if (isnan(value))
        snprintf(text, KITH_DIFF_TEXT, "missing");
    else if (word)
        snprintf(text, KITH_DIFF_TEXT, "%.*s", (int)strcspn(word, " "), word);
    else
        snprintf(text, KITH_DIFF_TEXT, "%.17g", value);
}

size_t *diff_map(const struct coordinate *a, const struct coordinate *b)
{
    size_t *map = malloc((a->length + 1) * sizeof *map);
    for (size_t k = 0, j = 0; map && k < a->length; k++) {
        size_t tried = 0; /* most are in the same order */
        while (tried < b->length && !coordinate_same(a, k, b, j)) {
            j = j + 1 < b->length ? j + 1 : 0;
            tried++;
        }
        map[k] = tried < b->length ? j : SIZE_MAX;
    }
    return map;
}

/* --- Dense variables. --- */

struct pair {
    const struct archive_dataset *a, *b;
    struct coordinate of_a[ARCHIVE_AXES_MAX], of_b[ARCHIVE_AXES_MAX];
    size_t *map[ARCHIVE_AXES_MAX];
    double *values_a, *values_b;
};

static enum kith_status read_pair(struct pair *p, const struct diff *diff)
{
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < p->a->rank && status == KITH_OK; k++) {
        const struct archive_dataset *a = results_axis(diff->a, p->a, k), *b = results_axis(diff->b, p->b, k);
        status = a && b ? coordinate_read(&p->of_a[k], diff->a, a) : KITH_FAILED;
        if (status == KITH_OK)
            status = coordinate_read(&p->of_b[k], diff->b, b);
        if (status == KITH_OK && (p->of_a[k].length != p->a->lengths[k] || p->of_b[k].length != p->b->lengths[k]))
            status = kith_report_add(diff->a->report, KITH_ERROR, diff->a->path, 0, 0, "%s does not fit its axis %s: damaged",
                                     p->a->path, a->path);
        if (status == KITH_OK && !(p->map[k] = diff_map(&p->of_a[k], &p->of_b[k])))
            status = KITH_FAILED;
    }
    if (status == KITH_OK && (!(p->values_a = results_values(diff->a, p->a)) || !(p->values_b = results_values(diff->b, p->b))))
        status = KITH_FAILED;
    return status;
}

static void clear_pair(struct pair *p)
{
    for (size_t k = 0; k < ARCHIVE_AXES_MAX; k++) {
        coordinate_clear(&p->of_a[k]);
        coordinate_clear(&p->of_b[k]);
        free(p->map[k]);
    }
    free(p->values_a);
    free(p->values_b);
}

/* Which arm, replicate and week, and the rest in words. */
static void find_place(const struct pair *p, const size_t *at, struct kith_diff_place *place)
{
    char text[COORDINATE_TEXT];
    *place = (struct kith_diff_place){0};
    for (size_t k = 0; k < p->a->rank; k++) {
        const char *axis = p->a->axes[k];
        const struct coordinate *of = &p->of_a[k];
        if (strcmp(axis, "week") == 0 && of->numbers) {
            place->weekly = true;
            place->week = of->numbers[at[k]];
        } else if (strcmp(axis, "replicate") == 0 && of->numbers) {
            place->replicate = of->numbers[at[k]];
        } else if (strcmp(axis, "arm") == 0) {
            place->arm_index = at[k];
            snprintf(place->arm, sizeof place->arm, "%s", coordinate_text(of, at[k], text));
        } else {
            size_t used = strlen(place->where);
            snprintf(place->where + used, sizeof place->where - used, "%s%s %s", used ? ", " : "", axis,
                     coordinate_text(of, at[k], text));
        }
    }
}

static void compare_values(struct kith_diff_variable *variable, const struct pair *p)
{
    for (size_t k = 0; k < p->a->size; k++) {
        size_t at[ARCHIVE_AXES_MAX], rest = k, there = 0, stride = 1;
        bool both = true;
        for (size_t axis = p->a->rank; axis-- > 0; rest /= p->a->lengths[axis]) {
            at[axis] = rest % p->a->lengths[axis];
            size_t to = p->map[axis][at[axis]];
            both = both && to != SIZE_MAX;
            there += both ? to * stride : 0;
            stride *= p->b->lengths[axis];
        }
        if (!both || !diff_count(variable, p->values_a[k], p->values_b[there]))
            continue;
        struct kith_diff_place place;
        find_place(p, at, &place);
        diff_value_text(p->a, p->values_a[k], place.a);
        diff_value_text(p->b, p->values_b[there], place.b);
        diff_keep_first(variable, &place);
    }
}

static enum kith_status compare_dense(struct diff *diff, const struct archive_dataset *a, const struct archive_dataset *b)
{
    struct pair pair = {.a = a, .b = b};
    struct kith_diff_variable *variable = diff_add(diff, a->path, strlen(a->path));
    enum kith_status status = variable ? read_pair(&pair, diff) : KITH_FAILED;
    if (status == KITH_OK)
        compare_values(variable, &pair);
    clear_pair(&pair);
    return status;
}

static bool same_kind(const struct archive_dataset *a, const struct archive_dataset *b)
{
    bool same = a->rank == b->rank && a->is_axis == b->is_axis && a->is_text == b->is_text;
    for (size_t k = 0; same && k < a->rank; k++)
        same = strcmp(a->axes[k], b->axes[k]) == 0;
    return same;
}

static const struct archive_dataset *first_of_group(const struct results *results, const struct archive_dataset *of)
{
    const struct archive_dataset *at = results->catalog.at;
    while (at->is_axis || results_is_derived(at) || !results_same_group(at, of))
        at++;
    return at;
}

static bool is_in(const struct archive_dataset *dataset, const char *group)
{
    return dataset->group_length == strlen(group) && strncmp(dataset->path, group, dataset->group_length) == 0;
}

/*
 * The comparison follows from the outcomes and from what is said to matter. A sweep of assumptions is asked beside the results, of as many replicates as
 * were wished. Files of one run may differ in both.
 */
static bool is_beside(const struct archive_dataset *dataset)
{
    if (dataset->is_text && !dataset->is_axis) /* units: said of the numbers */
        return true;
    if (dataset->group_length == 0) /* a sweep's axes stand in the root group */
        return dataset->is_axis && (strcmp(dataset->name, "assumption") == 0 || strcmp(dataset->name, "end") == 0);
    return is_in(dataset, LAYOUT_COMPARISON) || is_in(dataset, LAYOUT_SWEEP);
}

static enum kith_status compare_dataset(struct diff *diff, const struct archive_dataset *a)
{
    const struct archive_dataset *b = archive_catalog_find(&diff->b->catalog, a->path);
    const char *trouble = !b ? "only in A" : same_kind(a, b) ? NULL : "over other axes in B";
    if (results_is_derived(a) || is_beside(a) ||
        (a->is_axis && a->group_length)) /* the root group has each axis too, or it counts a log's rows */
        return KITH_OK;
    if (trouble)
        return diff_add_line(&diff->out->note, &diff->out->notes, "%s: %s", a->path, trouble) ? KITH_OK : KITH_FAILED;
    if (a->is_axis)
        return diff_axis(diff, a, b);
    if (results_is_log(diff->a, a))
        return first_of_group(diff->a, a) == a ? diff_log(diff, a) : KITH_OK;
    return a->is_text ? KITH_OK : compare_dense(diff, a, b);
}

static void conclude(struct kith_diff *out)
{
    out->equal = out->notes == 0;
    for (size_t k = 0; k < out->variables; k++) {
        const struct kith_diff_variable *variable = &out->variable[k];
        if (!variable->differing)
            continue;
        out->equal = false;
        if (!out->parts || diff_before(&variable->first, &out->parts->first))
            out->parts = variable;
        if (variable->log && (!out->record || diff_before(&variable->first, &out->record->first)))
            out->record = variable;
    }
}

enum kith_status kith_diff_files(struct kith_diff *out, const char *a, const char *b, struct kith_report *report)
{
    struct results of_a = {0}, of_b = {0};
    struct diff diff = {.out = out, .a = &of_a, .b = &of_b};
    *out = (struct kith_diff){0};
    enum kith_status status = results_open(&of_a, a, report);
    if (status == KITH_OK)
        status = results_open(&of_b, b, report);
    if (status == KITH_OK)
        status = diff_parameters(&diff);
    for (size_t k = 0; k < of_a.catalog.count && status == KITH_OK; k++)
        status = compare_dataset(&diff, &of_a.catalog.at[k]);
    for (size_t k = 0; k < of_b.catalog.count && status == KITH_OK; k++)
        if (!is_beside(&of_b.catalog.at[k]) && !archive_catalog_find(&of_a.catalog, of_b.catalog.at[k].path) &&
            !diff_add_line(&out->note, &out->notes, "%s: only in B", of_b.catalog.at[k].path))
            status = KITH_FAILED;
    conclude(out);
    results_close(&of_a);
    results_close(&of_b);
    return status;
}

void kith_diff_free(struct kith_diff *diff)
{
    for (size_t k = 0; k < diff->parameters; k++)
        free(diff->parameter[k]);
    for (size_t k = 0; k < diff->notes; k++)
        free(diff->note[k]);
    for (size_t k = 0; k < diff->variables; k++)
        free(diff->variable[k].name);
    free(diff->parameter);
    free(diff->note);
    free(diff->variable);
    *diff = (struct kith_diff){0};
}

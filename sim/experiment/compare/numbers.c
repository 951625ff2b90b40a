/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people read them. One place for the terminal and the page; files and CSV keep them as they are. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kith/compare.h"

static const double PERCENT = 100;

/* Digits after the point for numbers of about this size. */
static int digits_of(double size)
{
    return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
}

/* What rounds to 0 has no sign. */
static void drop_sign_of_zero(char *text)
{
    if (!strpbrk(text, "123456789") && strchr("+-", text[0]) && text[1])
        memmove(text, text + 1, strlen(text));
}

const char *kith_number_text(double value, char text[KITH_NUMBER])
{
    if (isnan(value))
        snprintf(text, KITH_NUMBER, "-");
    else if (fabs(value) <= 0)
        snprintf(text, KITH_NUMBER, "0");
    else
        snprintf(text, KITH_NUMBER, "%.*f", digits_of(fabs(value)), value);
    drop_sign_of_zero(text);
    return text;
}

const char *kith_level_text(double value, bool share, char text[KITH_NUMBER])
{
    if (!share || isnan(value))
        return kith_number_text(value, text);
    double size = fabs(value) * PERCENT;
    snprintf(text, KITH_NUMBER, "%.*f%%", !(size > 0) ? 0 : size < 1 ? 2 : 1, value * PERCENT);
    drop_sign_of_zero(text);
    return text;
}

const char *kith_margin_text(double matters, bool share, char text[KITH_NUMBER])
{
    if (isnan(matters))
        snprintf(text, KITH_NUMBER, "-");
    else
        snprintf(text, KITH_NUMBER, "%g%s", share ? PERCENT * matters : matters, share ? " points" : "");
    return text;
}

/* Two digits of the interval's half-width. */
static int digits_for(const struct kith_difference *d, double scale)
{
    double width = isnan(d->low) ? fabs(d->difference) : (d->high - d->low) / 2;
    if (!(width > 0))
        width = fabs(d->difference);
    width *= scale;
    return width >= 10 ? 0 : width >= 1 ? 1 : width >= 0.1 ? 2 : width >= 0.01 ? 3 : 4;
}

const char *kith_signed_text(double value, const struct kith_difference *d, bool share, char text[KITH_NUMBER])
{
    double scale = share ? PERCENT : 1;
    if (isnan(value))
        snprintf(text, KITH_NUMBER, "-");
    else if (fabs(value) <= 0)
        snprintf(text, KITH_NUMBER, "0");
    else
        snprintf(text, KITH_NUMBER, "%+.*f", digits_for(d, scale), scale * value);
    drop_sign_of_zero(text);
    return text;
}

const char *kith_interval_text(const struct kith_difference *d, bool share, char text[KITH_NUMBER])
{
    char low[KITH_NUMBER], high[KITH_NUMBER];
    if (isnan(d->low))
        snprintf(text, KITH_NUMBER, "-");
    else
        snprintf(text, KITH_NUMBER, "%.28s to %.28s", kith_signed_text(d->low, d, share, low),
                 kith_signed_text(d->high, d, share, high));
    return text;
}

const char *kith_difference_text(const struct kith_difference *d, bool share, char text[2 * KITH_NUMBER])
{
    char number[KITH_NUMBER], interval[KITH_NUMBER];
    const char *points = share && !isnan(d->difference) ? " points" : "";
    kith_signed_text(d->difference, d, share, number);
    if (isnan(d->low))
        snprintf(text, 2 * KITH_NUMBER, "%.32s%s%s", number, points, d->pairs == 1 ? " (one pair)" : "");
    else
        snprintf(text, 2 * KITH_NUMBER, "%.32s%s (%s)", number, points, kith_interval_text(d, share, interval));
    return text;
}

const char *kith_difference_unit(const char *unit, bool share)
{
    static const char *const words[][2] = {
        {"1", ""}, {"1/year", "a year"}, {"week", "weeks"}, {"week/year", "weeks a year"}, {"hour/year", "hours a year"}};
    for (size_t k = 0; k < sizeof words / sizeof words[0] && !share; k++)
        if (strcmp(unit, words[k][0]) == 0)
            return words[k][1];
    return share ? "percentage points" : unit;
}

const char *kith_amount_text(const struct kith_difference *d, const char *unit, bool share, char text[2 * KITH_NUMBER])
{
    char number[KITH_NUMBER];
    const char *words = kith_difference_unit(unit, share), *value = kith_signed_text(d->difference, d, share, number);
    bool more = strncmp(unit, "1/", 2) == 0 && strchr("+-", value[0]) && value[1];
    snprintf(text, 2 * KITH_NUMBER, "%s%s%s%s", more ? value + 1 : value,
             !more             ? ""
             : value[0] == '+' ? " more"
                               : " fewer",
             words[0] ? " " : "", words);
    return text;
}

/* "T1: 0.22 to 0.32": where the range begins, or NULL if there is none. */
static const char *range_of(const char *target, double *low, double *high)
{
    const char *colon = strchr(target, ':');
    return colon && sscanf(colon, ": %lf to %lf", low, high) == 2 ? colon : NULL;
}

const char *kith_target_text(const char *target, bool share, char text[KITH_NUMBER])
{
    double low, high;
    const char *colon = range_of(target, &low, &high);
    if (share && colon)
        snprintf(text, KITH_NUMBER, "%.*s: %g%% to %g%%", (int)(colon - target), target, PERCENT * low, PERCENT * high);
    else
        snprintf(text, KITH_NUMBER, "%s", target);
    return text;
}

const char *kith_target_words(const char *target, const struct kith_difference *level)
{
    double low, high;
    if (isnan(level->mean))
        return "not measured in this run";
    if (!range_of(target, &low, &high))
        return "";
    bool met = level->mean >= low && level->mean <= high;
    if (isnan(level->mean_low))
        return met ? "met (one school)" : "MISSED (one school)";
    bool open = (level->mean_low < low && level->mean_high > low) || (level->mean_low < high && level->mean_high > high);
    return open ? "cannot be told yet" : met ? "met" : "MISSED";
}

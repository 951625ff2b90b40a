/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each type of parameter accepts and refuses in a file, with the whole message and its place. */
#include "unit/scenario_table.h"

#include "scenario/number.h"

/* The place of a value that is missing is the colon's end. */
static void refuses_value(const char *section, const char *key, const char *value, const char *message)
{
    char text[1024], line[1024];
    snprintf(text, sizeof text, "schema: 1\n%s:\n  %s: %s\n", section, key, value);
    snprintf(line, sizeof line, "a.yaml:3:%zu: error: %s.%s %s\n", strlen(key) + (*value ? 5 : 4), section, key, message);
    refuses(text, line);
}

static double onset_of(const char *value)
{
    struct scenario scenario;
    char text[256];
    snprintf(text, sizeof text, "schema: 1\ndistress:\n  frailty_effect: %s\n", value);
    accepts(&scenario, text);
    double read = ((struct parameters *)scenario.base)->distress.frailty_effect;
    scenario_clear(&scenario);
    return read;
}

static void real_is_the_whole_string(void **state)
{
    (void)state;
    assert_true(onset_of("1e-3") == 1e-3);
    assert_true(onset_of("5") == 5);
    assert_true(onset_of("-0.1") == -0.1);
    assert_true(onset_of("+.5") == 0.5);
    assert_true(onset_of("2.") == 2);
    assert_true(onset_of("1.5E+2") == 150);
    assert_true(onset_of("0.0") == 0);
}

static void real_refused(void **state)
{
    (void)state;
#define ONSET "allowed is a number from 0 to 1 (1/week)"
    refuses_value("distress", "onset", "1.7", "is 1.7, " ONSET);
    refuses_value("distress", "onset", "-1e-9", "is -1e-9, " ONSET);
    refuses_value("distress", "onset", "often", "is often, " ONSET);
    refuses_value("distress", "onset", "0.5x", "is 0.5x, " ONSET ": write the number alone, without a unit");
    refuses_value("distress", "onset", "0.5 a week", "is \"0.5 a week\", " ONSET ": write the number alone, without a unit");
    refuses_value("distress", "onset", ".nan", "is .nan, " ONSET ": numbers must be finite");
    refuses_value("distress", "onset", "NaN", "is NaN, " ONSET ": numbers must be finite");
    refuses_value("distress", "onset", "-.inf", "is -.inf, " ONSET ": numbers must be finite");
    refuses_value("distress", "onset", "infinity", "is infinity, " ONSET ": numbers must be finite");
    refuses_value("distress", "onset", "0x1p-3", "is 0x1p-3, " ONSET ": hexadecimal, octal and binary numbers are refused");
    refuses_value("distress", "onset", "00.5",
                  "is 00.5, " ONSET ": a leading zero is refused, because some programs read it as octal");
    refuses_value("distress", "onset", "0.000_1", "is 0.000_1, " ONSET ": digits are written without underscores");
    refuses_value("distress", "onset", "0,5", "is \"0,5\", " ONSET ": the decimal sign is a point, and digits are not grouped");
    refuses_value("distress", "onset", "1e400", "is 1e400, " ONSET ": that is beyond what the computer can hold exactly");
    refuses_value("distress", "onset", "1e-400", "is 1e-400, " ONSET ": that is beyond what the computer can hold exactly");
    refuses_value("distress", "onset", "1e", "is 1e, " ONSET ": digits are missing after the e of the exponent");
    refuses_value("distress", "onset", ".", "is ., " ONSET);
    refuses_value("distress", "onset", "'0.5'", "is 0.5, " ONSET ": in quotes it is text; write it without");
    refuses_value("distress", "onset", "''", "is \"\", " ONSET ": in quotes it is text; write it without");
    refuses_value("distress", "onset", "", "has no value, " ONSET "; leave it out to keep the default");
    refuses_value("distress", "onset", "~", "has no value, " ONSET "; leave it out to keep the default");
    refuses_value("distress", "onset", "null", "has no value, " ONSET "; leave it out to keep the default");
    refuses_value("distress", "onset", "[0.1]", "is a list, " ONSET);
    refuses_value("distress", "onset", "{a: 1}", "is a mapping, " ONSET);
    refuses_value("distress", "frailty_effect", "1001", "is 1001, allowed is a number from -1000 to 1000");
}

static void whole_is_exact(void **state)
{
    (void)state;
    struct scenario scenario;
    accepts(&scenario, "schema: 1\nschool: {seed: 9223372036854775807, intake: +42}\n");
    const struct parameters *base = scenario.base;
    assert_true(base->school.seed == INT64_MAX);
    assert_int_equal(base->school.intake, 42);
    scenario_clear(&scenario);
    accepts(&scenario, "schema: 1\nschool: {seed: 9007199254740993}\n");
    base = scenario.base;
    assert_true(base->school.seed == INT64_C(9007199254740993)); /* 2^53 + 1: no double holds it */
    scenario_clear(&scenario);
}

static void whole_refused(void **state)
{
    (void)state;
#define INTAKE "allowed is a whole number from 1 to 10000 (student)"
#define SEED "allowed is a whole number from 0 to 9223372036854775807"
#define IN_FULL ": a whole number is written in full, without point and exponent, as in 1000000"
    refuses_value("school", "intake", "0", "is 0, " INTAKE);
    refuses_value("school", "intake", "10001", "is 10001, " INTAKE);
    refuses_value("school", "intake", "1e3", "is 1e3, " INTAKE IN_FULL);
    refuses_value("school", "intake", "1.5", "is 1.5, " INTAKE IN_FULL);
    refuses_value("school", "intake", "5.0", "is 5.0, " INTAKE IN_FULL);
    refuses_value("school", "intake", "0100",
                  "is 0100, " INTAKE ": a leading zero is refused, because some programs read it as octal");
    refuses_value("school", "intake", "0o17", "is 0o17, " INTAKE ": hexadecimal, octal and binary numbers are refused");
    refuses_value("school", "intake", "0x10", "is 0x10, " INTAKE ": hexadecimal, octal and binary numbers are refused");
    refuses_value("school", "intake", "1_000", "is 1_000, " INTAKE ": digits are written without underscores");
    refuses_value("school", "intake", "1,000",
                  "is \"1,000\", " INTAKE ": the decimal sign is a point, and digits are not grouped");
    refuses_value("school", "intake", ".inf", "is .inf, " INTAKE ": numbers must be finite");
    refuses_value("school", "intake", "\"300\"", "is 300, " INTAKE ": in quotes it is text; write it without");
    refuses_value("school", "intake", "many", "is many, " INTAKE);
    refuses_value("school", "intake", "", "has no value, " INTAKE "; leave it out to keep the default");
    refuses_value("school", "seed", "-1", "is -1, " SEED);
    refuses_value("school", "seed", "9223372036854775808",
                  "is 9223372036854775808, " SEED ": that is beyond what the computer can hold exactly");
}

static void flag_and_choice(void **state)
{
    (void)state;
    struct scenario scenario;
    accepts(&scenario, "schema: 1\ndistress: {influence: 'healthy_friends'}\nprogramme: {outreach: true}\n");
    const struct parameters *base = scenario.base;
    assert_int_equal(base->distress.influence, 2);
    assert_true(base->programme.outreach);
    scenario_clear(&scenario);
    refuses_value("programme", "outreach", "yes", "is yes, allowed is true or false");
    refuses_value("programme", "outreach", "True", "is True, allowed is true or false");
    refuses_value("programme", "outreach", "1", "is 1, allowed is true or false");
    refuses_value("programme", "outreach", "'true'", "is true, allowed is true or false: in quotes it is text; write it without");
#define INFLUENCE "allowed is one of none, per_contact, healthy_friends"
    refuses_value("distress", "influence", "per_contcat", "is per_contcat, " INFLUENCE "; did you mean per_contact?");
    refuses_value("distress", "influence", "Per-Contact", "is Per-Contact, " INFLUENCE "; did you mean per_contact?");
    refuses_value("distress", "influence", "magic", "is magic, " INFLUENCE);
    refuses_value("distress", "influence", "1", "is 1, " INFLUENCE);
    refuses_value("distress", "influence", "[none]", "is a list, " INFLUENCE);
}

static void text_is_bounded(void **state)
{
    (void)state;
    struct scenario scenario;
    char longest[PARAMETER_TEXT_MAX], text[512], message[512];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    snprintf(text, sizeof text, "schema: 1\nprogramme: {roster: %s}\nschool: {start: 2024-01-01}\n", longest);
    accepts(&scenario, text);
    const struct parameters *base = scenario.base;
    assert_string_equal(base->programme.roster.at, longest);
    assert_string_equal(base->school.start.at, "2024-01-01");
    scenario_clear(&scenario);
    snprintf(text, sizeof text, "%sx", longest);
    snprintf(message, sizeof message, "is %.56s..., allowed is text of at most 255 bytes: it is longer", longest);
    refuses_value("programme", "roster", text, message);
    refuses_value("programme", "roster", "",
                  "has no value, allowed is text of at most 255 bytes; leave it out to keep the default");
    refuses_value("programme", "roster", "[a]", "is a list, allowed is text of at most 255 bytes");
    refuses_value("programme", "roster", "{a: b}", "is a mapping, allowed is text of at most 255 bytes");
}

static void lists_in_both_styles(void **state)
{
    (void)state;
    struct scenario scenario;
    accepts(&scenario, "schema: 1\nprogramme:\n  blocks:\n    - 1\n    - 52\n  places: [break, campus, break]\n");
    const struct parameters *base = scenario.base;
    assert_int_equal(base->programme.blocks.count, 2);
    assert_int_equal(base->programme.blocks.at[0], 1);
    assert_int_equal(base->programme.blocks.at[1], 52);
    assert_int_equal(base->programme.places.count, 3);
    assert_int_equal(base->programme.places.at[0], 2);
    assert_int_equal(base->programme.places.at[1], 0);
    assert_int_equal(base->school.phases.count, 2); /* the default's text */
    assert_int_equal(base->school.phases.at[1], 1);
    scenario_clear(&scenario);
    accepts(&scenario, "schema: 1\nprogramme: {blocks: []}\n");
    base = scenario.base;
    assert_int_equal(base->programme.blocks.count, 0);
    scenario_clear(&scenario);
}

static void lists_refused(void **state)
{
    (void)state;
#define BLOCKS "allowed is a list of at most 128 whole numbers from 1 to 52 (week)"
    refuses_value("programme", "blocks", "6", "is 6, " BLOCKS ": write a list in brackets, as in [first, second]");
    refuses_value("programme", "blocks", "6, 7", "is \"6, 7\", " BLOCKS ": write a list in brackets, as in [first, second]");
    refuses_value("programme", "blocks", "{a: 6}", "is a mapping, " BLOCKS);
    refuses_value("programme", "blocks", "", "has no value, " BLOCKS "; leave it out to keep the default");
    refuses("schema: 1\nprogramme:\n  blocks: [6, 1.5, 0]\n  places:\n    - campus\n    - placemnt\n    -\n    - [campus]\n",
            "a.yaml:3:15: error: item 2 of programme.blocks is 1.5, allowed is a whole number from 1 to 52 (week)" IN_FULL "\n"
            "a.yaml:3:20: error: item 3 of programme.blocks is 0, allowed is a whole number from 1 to 52 (week)\n"
            "a.yaml:6:7: error: item 2 of programme.places is placemnt, allowed is one of campus, placement, break"
            "; did you mean placement?\n"
            "a.yaml:7:6: error: item 3 of programme.places has no value, allowed is one of campus, placement, break"
            "; leave it out to keep the default\n"
            "a.yaml:8:7: error: item 4 of programme.places is a list, allowed is one of campus, placement, break\n");
    refuses_value("school", "phases", "[]", "has 0 items, allowed is a list of 1 to 4 of campus, placement, break");
    refuses_value("school", "phases", "[campus, campus, campus, campus, campus]",
                  "has 5 items, allowed is a list of 1 to 4 of campus, placement, break");
}

static void list_has_an_end(void **state)
{
    (void)state;
    char items[1024] = "[1";
    for (int i = 1; i < PARAMETER_LIST_MAX; i++)
        strcat(items, ",1");
    char text[2048];
    struct scenario scenario;
    snprintf(text, sizeof text, "schema: 1\nprogramme:\n  blocks: %s]\n", items);
    accepts(&scenario, text);
    assert_int_equal(((struct parameters *)scenario.base)->programme.blocks.count, PARAMETER_LIST_MAX);
    assert_int_equal(((struct parameters *)scenario.base)->programme.blocks.at[PARAMETER_LIST_MAX - 1], 1);
    scenario_clear(&scenario);
    strcat(items, ",1]");
    refuses_value("programme", "blocks", items, "has 129 items, " BLOCKS);
}

static void number_text_is_shortest(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {0.1, "0.1"},
                 {0.0075, "0.0075"},
                 {1e-5, "1e-05"},
                 {300000, "300000"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {-1.5e300, "-1.5e+300"},
                 {1e15, "1e+15"},
                 {1.71, "1.71"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[NUMBER_TEXT_MAX];
        double read = -1;
        assert_string_equal(number_text(cases[i].value, text), cases[i].text);
        assert_null(number_read_real(text, &read));
        assert_true(read == cases[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_is_the_whole_string), cmocka_unit_test(real_refused),
        cmocka_unit_test(whole_is_exact),           cmocka_unit_test(whole_refused),
        cmocka_unit_test(flag_and_choice),          cmocka_unit_test(text_is_bounded),
        cmocka_unit_test(lists_in_both_styles),     cmocka_unit_test(lists_refused),
        cmocka_unit_test(list_has_an_end),          cmocka_unit_test(number_text_is_shortest),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}

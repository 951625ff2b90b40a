/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATES_MAX = 1000000, THREADS_MAX = 1024 };

int cli_list_add(struct cli_list *list, const char *text)
{
    const char **grown = realloc(list->at, (list->count + 1) * sizeof *grown);
    if (!grown)
        return KITH_FAILED;
    list->at = grown;
    grown[list->count++] = text;
    return 0;
}

void cli_list_clear(struct cli_list *list)
{
    free(list->at);
    *list = (struct cli_list){0};
}

static bool parse_whole(const char *text, int64_t low, int64_t high, int64_t *value)
{
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return end != text && !*end && !errno && *value >= low && *value <= high && strspn(text, "-0123456789") == strlen(text);
}

static int take_number(const char *command, const char *name, const char *text, int64_t low, int64_t high, int64_t *value)
{
    if (parse_whole(text, low, high, value))
        return 0;
    return cli_usage(command, "--%s is \"%s\", allowed is a whole number from %lld to %lld", name, text, (long long)low,
                     (long long)high);
}

static int take_output(struct cli_options *o, const char *command, const char *text)
{
    (void)command;
    o->output = text;
    return 0;
}

static int take_replicates(struct cli_options *o, const char *command, const char *text)
{
    char first[32] = "1";
    const char *dash = strchr(text, '-'), *last = dash ? dash + 1 : text;
    size_t length = dash ? (size_t)(dash - text) : 1;
    if (dash && length < sizeof first)
        memcpy(first, text, length + 1);
    first[length < sizeof first ? length : 0] = '\0';
    if (parse_whole(first, 1, REPLICATES_MAX, &o->first) && parse_whole(last, o->first, REPLICATES_MAX, &o->last))
        return 0;
    return cli_usage(command, "--replicates is \"%s\", allowed is N or FIRST-LAST from 1 to %d", text, REPLICATES_MAX);
}

static int take_threads(struct cli_options *o, const char *command, const char *text)
{
    int64_t number;
    int code = take_number(command, "threads", text, 1, THREADS_MAX, &number);
    o->threads = code ? 0 : (int)number;
    return code;
}

static int take_over(struct cli_options *o, const char *command, const char *text)
{
    if (strcmp(text, "students") != 0 && strcmp(text, "replicates") != 0)
        return cli_usage(command, "--over is \"%s\", allowed is replicates or students", text);
    o->over_students = text[0] == 's';
    return 0;
}

static int take_seed(struct cli_options *o, const char *command, const char *text)
{
    if (snprintf(o->seed, sizeof o->seed, "run.seed=%s", text) >= (int)sizeof o->seed)
        return cli_usage(command, "--seed is \"%s\", allowed is a whole number", text);
    return cli_list_add(&o->sets, o->seed);
}

static int take_set(struct cli_options *o, const char *command, const char *text)
{
    (void)command;
    return cli_list_add(&o->sets, text);
}

static int take_arm(struct cli_options *o, const char *command, const char *text)
{
    (void)command;
    return cli_list_add(&o->arms, text);
}

static int take_without(struct cli_options *o, const char *command, const char *text)
{
    return cli_capacity_add(&o->capacity, command, text, true);
}

static int take_capacity(struct cli_options *o, const char *command, const char *text)
{
    return cli_capacity_add(&o->capacity, command, text, false);
}

static int take_overwrite(struct cli_options *o, const char *command, const char *text)
{
    (void)command, (void)text;
    o->overwrite = true;
    return 0;
}

static int take_quiet(struct cli_options *o, const char *command, const char *text)
{
    (void)command, (void)text;
    o->quiet = true;
    return 0;
}

static const struct {
    unsigned bit;
    const char *name;
    char letter;
    bool bare; /* takes no value */
    int (*take)(struct cli_options *options, const char *command, const char *text);
} shared[] = {
    {TAKES_OUTPUT, "output", 'o', false, take_output},
    {TAKES_REPLICATES, "replicates", 'r', false, take_replicates},
    {TAKES_THREADS, "threads", 'j', false, take_threads},
    {TAKES_THREADS, "over", 0, false, take_over},
    {TAKES_SEED, "seed", 0, false, take_seed},
    {TAKES_SETS, "set", 0, false, take_set},
    {TAKES_ARMS, "arm", 0, false, take_arm},
    {TAKES_CAPACITY, "without", 0, false, take_without},
    {TAKES_CAPACITY, "capacity", 0, false, take_capacity},
    {TAKES_OVERWRITE, "overwrite", 0, true, take_overwrite},
    {TAKES_QUIET, "quiet", 'q', true, take_quiet},
};

enum { SHARED = sizeof shared / sizeof shared[0], OWN_MAX = 24, OPTION_VALUE = 256 };

/* getopt's tables of a command; an option's value is OPTION_VALUE and its index, own options after the shared. */
struct grammar {
    struct option option[SHARED + OWN_MAX + 1];
    char letters[2 * (SHARED + OWN_MAX) + 2];
    int of_letter[128];
    size_t count, letter_count;
};

static void add_option(struct grammar *g, int index, const char *name, char letter, bool bare)
{
    int value = OPTION_VALUE + index;
    g->option[g->count++] = (struct option){name, bare ? no_argument : required_argument, NULL, value};
    if (!letter)
        return;
    g->letters[g->letter_count++] = letter;
    if (!bare)
        g->letters[g->letter_count++] = ':';
    g->of_letter[(unsigned char)letter & 127] = value;
}

static void make_grammar(struct grammar *g, const struct cli_command *command)
{
    *g = (struct grammar){.letters = ":", .letter_count = 1};
    for (int k = 0; k < SHARED; k++)
        if (command->takes & shared[k].bit)
            add_option(g, k, shared[k].name, shared[k].letter, shared[k].bare);
    for (int k = 0; command->own && command->own[k].name && k < OWN_MAX; k++)
        add_option(g, SHARED + k, command->own[k].name, command->own[k].letter, command->own[k].flag != NULL);
}

/* "--format is "x", allowed is text, csv or json". */
static int take_choice(const struct cli_option *own, const char *command, const char *text)
{
    char allowed[256] = "";
    for (size_t k = 0; own->choices && own->choices[k]; k++) {
        if (strcmp(own->choices[k], text) == 0)
            return 0;
        size_t used = strlen(allowed);
        snprintf(allowed + used, sizeof allowed - used, "%s%s",
                 k == 0                ? ""
                 : own->choices[k + 1] ? ", "
                                       : " or ",
                 own->choices[k]);
    }
    return own->choices ? cli_usage(command, "--%s is \"%s\", allowed is %s", own->name, text, allowed) : 0;
}

static int take_own(const struct cli_option *own, const char *command, const char *text)
{
    if (own->given)
        *own->given = true;
    if (own->flag)
        *own->flag = true;
    if (own->text) {
        *own->text = text;
        return take_choice(own, command, text);
    }
    if (own->list)
        return cli_list_add(own->list, text);
    return own->number ? take_number(command, own->name, text, own->low, own->high, own->number) : 0;
}

static int take_words(struct cli_options *options, const struct cli_command *command, int argc, char **argv)
{
    int code = 0;
    for (int k = optind; k < argc && code == 0; k++)
        code = cli_list_add(&options->paths, argv[k]);
    if (code == 0 && options->paths.count < command->least)
        return cli_usage(command->name, "which %s?", command->subject);
    if (code == 0 && options->paths.count > command->most)
        return cli_usage(command->name, "one %s at a time; \"%s\" is too many", command->subject, argv[argc - 1]);
    return code;
}

int cli_options_parse(struct cli_options *options, const struct cli_command *command, int argc, char **argv)
{
    struct grammar grammar;
    int option, code = 0;
    *options = (struct cli_options){0};
    make_grammar(&grammar, command);
    opterr = 0;
    while (code == 0 && (option = getopt_long(argc, argv, grammar.letters, grammar.option, NULL)) != -1) {
        if (option == '?' || option == ':')
            return cli_usage(command->name, option == ':' ? "option %s needs a value" : "unknown option %s", argv[optind - 1]);
        int index = (option < OPTION_VALUE ? grammar.of_letter[option] : option) - OPTION_VALUE;
        code = index < SHARED ? shared[index].take(options, command->name, optarg)
                              : take_own(&command->own[index - SHARED], command->name, optarg);
    }
    return code ? code : take_words(options, command, argc, argv);
}

int cli_options_join_capacity(struct cli_options *options)
{
    return options->capacity.text ? cli_list_add(&options->sets, options->capacity.text) : 0;
}

void cli_options_clear(struct cli_options *options)
{
    cli_list_clear(&options->paths);
    cli_list_clear(&options->sets);
    cli_list_clear(&options->arms);
    cli_capacity_clear(&options->capacity);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* "scenarios/tiny.yaml" → "tiny", at the end of a text. */
static void add_stem(char *text, char *path)
{
    char *stem = basename(path), *dot = strrchr(stem, '.');
    if (dot && dot != stem)
        *dot = '\0';
    strcat(text, stem);
}

char *cli_default_output(const struct cli_list *scenarios)
{
    static const char between[] = "_vs_", end[] = ".h5";
    size_t length = sizeof end;
    for (size_t k = 0; k < scenarios->count; k++)
        length += strlen(scenarios->at[k]) + sizeof between;
    char *output = calloc(length, 1);
    for (size_t k = 0; k < scenarios->count && output; k++) {
        char *copy = strdup(scenarios->at[k]);
        if (!copy) {
            free(output);
            return NULL;
        }
        strcat(output, k ? between : "");
        add_stem(output, copy);
        free(copy);
    }
    return output ? strcat(output, end) : NULL;
}

char *cli_command_line(int argc, char **argv)
{
    char *text = strdup("kith");
    for (int k = 0; k < argc && text; k++) {
        char *word = kith_shell_word(argv[k]), *longer = word ? malloc(strlen(text) + strlen(word) + 2) : NULL;
        if (longer)
            sprintf(longer, "%s %s", text, word);
        free(word);
        free(text);
        text = longer;
    }
    return text;
}

int cli_check_output(const char *command, const char *output)
{
    struct stat facts;
    if (output[0] == '\0')
        return cli_usage(command, "--output is empty, allowed is the name of a file");
    if (stat(output, &facts) == 0 && S_ISDIR(facts.st_mode))
        return cli_usage(command, "--output %s is a directory, allowed is the name of a file", output);
    return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of one scenario under rival hypotheses of how distress passes on: whether two files are such, and the command that makes one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/compare/study.h"
#include "experiment/files/resolved.h"

/* --- Whether a file is of the same scenario. --- */

/* "scenario 2 arms.formal.distress.influence" → "distress.influence". */
static const char *parameter_of(const char *path)
{
    static const char file[] = "scenario ", arms[] = "arms.";
    if (strncmp(path, file, sizeof file - 1) == 0)
        path += sizeof file - 1 + strcspn(path + sizeof file - 1, " ") + 1;
    if (strncmp(path, arms, sizeof arms - 1) == 0) {
        const char *dot = strchr(path + sizeof arms - 1, '.');
        path = dot ? dot + 1 : path;
    }
    return path;
}

/* The hypothesis may differ; what is recorded, judged by or read does not change what is simulated. */
static bool is_simulated(const char *path)
{
    static const char *const sections[] = {"compare.", "observe."};
    static const char *const rows[] = {"distress.influence", "run.replicates", "run.support_line", "title", "question"};
    const char *parameter = parameter_of(path);
    for (size_t k = 0; k < sizeof sections / sizeof *sections; k++)
        if (strncmp(parameter, sections[k], strlen(sections[k])) == 0)
            return false;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (strcmp(parameter, rows[k]) == 0)
            return false;
    return true;
}

static enum kith_status check_parameters(const struct kith_study *study, const struct kith_study *rival,
                                         struct kith_report *report)
{
    const struct results ours = {.path = study->path, .file = study->inside->file, .report = report},
                         theirs = {.path = rival->path, .file = rival->inside->file, .report = report};
    struct resolved a = {0}, b = {0};
    enum kith_status status = resolved_read(&a, &ours);
    if (status == KITH_OK)
        status = resolved_read(&b, &theirs);
    char *text = status == KITH_OK ? resolved_difference_text(&a, &b, is_simulated) : NULL;
    if (status == KITH_OK && !text)
        status = KITH_FAILED;
    if (status == KITH_OK && text[0])
        status = kith_report_add(report, KITH_ERROR, rival->path, 0, 0,
                                 "is of another scenario than %s: %s; a rival may differ in distress.influence alone",
                                 study->path, text);
    free(text);
    resolved_clear(&a);
    resolved_clear(&b);
    return status;
}

static enum kith_status check_inputs(const struct kith_study *study, const struct kith_study *rival, struct kith_report *report)
{
    char *ours = archive_read_attribute(study->inside->file, NULL, "inputs"),
         *theirs = archive_read_attribute(rival->inside->file, NULL, "inputs");
    bool same = strcmp(ours ? ours : "", theirs ? theirs : "") == 0;
    free(ours);
    free(theirs);
    return same ? KITH_OK
                : kith_report_add(report, KITH_ERROR, rival->path, 0, 0,
                                  "was run with another content of an imported file than %s; run one of the two again",
                                  study->path);
}

enum kith_status kith_study_check_rival(const struct kith_study *study, const struct kith_study *rival,
                                        struct kith_report *report)
{
    bool same = study->arms == rival->arms;
    for (size_t arm = 0; same && arm < study->arms; arm++)
        same = strcmp(study->arm[arm], rival->arm[arm]) == 0;
    if (!same)
        return kith_report_add(report, KITH_ERROR, rival->path, 0, 0,
                               "has other arms than %s; a rival is a run of the same arms under another hypothesis", study->path);
    enum kith_status status = check_parameters(study, rival, report);
    return status == KITH_OK ? check_inputs(study, rival, report) : status;
}

/* --- The command that makes one. --- */

/* The words of a recorded command: up to a blank that is not quoted. */
static size_t word_length(const char *word)
{
    bool quoted = false;
    size_t k = 0;
    for (; word[k] && (quoted || word[k] != ' '); k++) {
        if (word[k] == '\'')
            quoted = !quoted;
        else if (word[k] == '\\' && !quoted && word[k + 1])
            k++;
    }
    return k;
}

/* Options that take a value; what is simulated follows from those that are kept. */
static const struct {
    const char *name;
    char letter;
    bool kept;
} options[] = {
    {"--set", 0, true},           {"--seed", 0, true},
    {"--arm", 0, true},           {"--without", 0, true},
    {"--capacity", 0, true},      {"--output", 'o', false},
    {"--replicates", 'r', false}, {"--threads", 'j', false},
    {"--over", 0, false},         {"--outcome", 0, false},
    {"--precision", 0, false},    {"--reference", 0, false},
    {"--format", 0, false},       {"--assumptions-replicates", 0, false},
};

/* Whether the word is kept, and whether the next one is its value. */
static bool is_kept(const char *word, size_t length, bool *takes)
{
    *takes = false;
    if (word[0] != '-')
        return true;
    for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
        size_t name = strlen(options[k].name);
        bool is_long = length >= name && strncmp(word, options[k].name, name) == 0 && (length == name || word[name] == '=');
        bool is_letter = length == 2 && options[k].letter && word[1] == options[k].letter;
        if (!is_long && !is_letter)
            continue;
        *takes = is_letter || length == name;
        return options[k].kept;
    }
    return false;
}

/* Whether "--set distress.influence=..." begins here, in one word or two: it is said anew. */
static bool sets_influence(const char *word, size_t length)
{
    static const char set[] = "--set", path[] = "distress.influence=";
    if (strncmp(word, set, sizeof set - 1) != 0)
        return false;
    const char *value = word[sizeof set - 1] == '=' ? word + sizeof set : word + length + strspn(word + length, " ");
    value += *value == '\'';
    return strncmp(value, path, sizeof path - 1) == 0;
}

/* The scenarios and what was set, as typed. */
static void write_typed(FILE *out, const char *words)
{
    bool takes = false, keep = true;
    for (const char *word = words + strspn(words, " "); *word; word += strspn(word, " ")) {
        size_t length = word_length(word);
        if (takes)
            takes = false;
        else
            keep = is_kept(word, length, &takes) && !sets_influence(word, length);
        if (keep)
            fprintf(out, " %.*s", (int)length, word);
        word += length;
    }
}

static void write_word(FILE *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_";
    if (text[0] && strspn(text, plain) == strlen(text)) {
        fputs(text, out);
        return;
    }
    fputc('\'', out);
    for (const char *at = text; *at; at++)
        fputs(*at == '\'' ? "'\\''" : (const char[]){*at, '\0'}, out);
    fputc('\'', out);
}

char *kith_shell_word(const char *text)
{
    char *word = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&word, &size);
    if (!out)
        return NULL;
    write_word(out, text);
    if (fclose(out) == 0)
        return word;
    free(word);
    return NULL;
}

char *kith_study_rival_path(const struct kith_study *study, const char *influence)
{
    size_t length = strlen(study->path), size = length + strlen(influence) + sizeof "_.h5";
    char *path = malloc(size);
    if (length > 3 && strcmp(study->path + length - 3, ".h5") == 0)
        length -= 3;
    if (path)
        snprintf(path, size, "%.*s_%s.h5", (int)length, study->path, influence);
    return path;
}

/* Arms of several files are run together by kith compare alone. */
static const char *verb(const struct kith_study *study)
{
    char *first = archive_read_attribute(study->inside->file, NULL, "scenario_file_1");
    const char *word = first ? "compare" : "run";
    free(first);
    return word;
}

char *kith_study_command(const struct kith_study *study, const char *program, const char *influence)
{
    static const char *const typed[] = {"kith run ", "kith compare ", "kith power "};
    const char *words = NULL, *scenario = study->scenario_file[0] ? study->scenario_file : "SCENARIO.yaml";
    char *command = NULL, *path = kith_study_rival_path(study, influence);
    size_t size = 0;
    FILE *out = path ? open_memstream(&command, &size) : NULL;
    for (size_t k = 0; k < sizeof typed / sizeof *typed; k++)
        if (strncmp(study->command_line, typed[k], strlen(typed[k])) == 0)
            words = study->command_line + strlen(typed[k]);
    if (out) {
        fprintf(out, "%s %s%s", program, verb(study), words ? "" : " ");
        if (words)
            write_typed(out, words);
        else
            write_word(out, scenario);
        fprintf(out, " -r %d-%d --set distress.influence=%s -o ", study->replicate[0], study->replicate[study->replicates - 1],
                influence);
        write_word(out, path);
        if (fclose(out) != 0) {
            free(command);
            command = NULL;
        }
    }
    free(path);
    return command;
}

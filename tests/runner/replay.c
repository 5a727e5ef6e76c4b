/* seeds-M FOLDER: runs a fuzz target over its kept seeds, in the order of their names. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/runner/fences.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int count, char **arguments)
{
    struct dirent **names;
    int total = count == 2 ? scandir(arguments[1], &names, NULL, alphasort) : -1;
    int runs = 0;
    for (int i = 0; i < total; i++) {
        if (names[i]->d_name[0] != '.') {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", arguments[1], names[i]->d_name);
            size_t length;
            char *text = read_whole(path, &length);
            char *exact = malloc(length ? length : 1);
            for (size_t k = 0; exact && k < length; k++)
                exact[k] = text[k];
            LLVMFuzzerTestOneInput((const uint8_t *)exact, length);
            free(exact);
            free(text);
            runs++;
        }
        free(names[i]);
    }
    if (total >= 0)
        free(names);
    printf("%d seeds replayed\n", runs);
    return runs == 0;
}

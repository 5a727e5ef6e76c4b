/* A registry in memory under any sequence of gives, puts, commits and rollbacks: a key always has
 * the slug it was last given, and nobody else ever gets it. */
#include <string.h>

#include <libtext/registry.h>

#include "tests/runner/target.h"

#define KEYS 16

typedef struct model {
    char slugs[KEYS][32]; /* what each key has; "" before it has any */
    char wanted[KEYS][32];
} model;

static void check_unique(const model *model, int key)
{
    for (int i = 0; i < KEYS; i++)
        require(i == key || strcmp(model->slugs[i], model->slugs[key]) != 0);
}

static void give(lt_registry *registry, const lt_slugger *slugger, model *model, uint8_t byte)
{
    static const char *const titles[] = {"a", "b",  "a-2", "a-2-2", "b-3", "long-name-of-it",
                                         "c", "a-3"};
    char key = (char)('A' + (byte & 15));
    const char *wanted = titles[byte >> 4 & 7];
    int number = byte & 15;
    lt_registry_claim claim;
    require(lt_registry_give(registry, slugger, &key, 1, wanted, strlen(wanted), 1, &claim, NULL) ==
            LT_OK);
    require(strlen(claim.slug) < 32 && strlen(claim.slug) <= 15);
    if (strcmp(model->wanted[number], wanted) == 0) {
        require(claim.kind == LT_REGISTRY_SAME);
        require(strcmp(claim.slug, model->slugs[number]) == 0);
    } else {
        require(claim.kind == (model->wanted[number][0] ? LT_REGISTRY_CHANGED : LT_REGISTRY_NEW));
    }
    strcpy(model->wanted[number], wanted);
    strcpy(model->slugs[number], claim.slug);
    check_unique(model, number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lt_slugger *slugger;
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    options.max_length = 15;
    if (!slugger)
        require(lt_slugger_new(&options, &slugger, NULL) == LT_OK);
    lt_registry *registry;
    model now = {0}, committed = {0};
    require(lt_registry_open(":memory:", NULL, &registry, NULL) == LT_OK);
    require(lt_registry_begin(registry, NULL) == LT_OK);
    for (size_t i = 0; i < size && i < 200; i++) {
        if (data[i] == 0xFF || data[i] == 0xFE) {
            if (data[i] == 0xFF)
                require(lt_registry_commit(registry, NULL) == LT_OK);
            else
                lt_registry_rollback(registry);
            *(data[i] == 0xFF ? &committed : &now) = data[i] == 0xFF ? now : committed;
            require(lt_registry_begin(registry, NULL) == LT_OK);
        } else {
            give(registry, slugger, &now, data[i]);
        }
    }
    lt_registry_close(registry);
    return 0;
}

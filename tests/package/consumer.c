#include <stdio.h>
#include <string.h>

#include <libtext/normalize.h>
#include <libtext/slug.h>

int main(void)
{
    const char *title = "Hoa\xCC\x80 bình"; /* in mixed Unicode forms */
    lt_buffer text = LT_BUFFER_INIT, slug = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slugger *slugger = NULL;

    if (lt_normalize(title, strlen(title), NULL, &text, NULL, &error) != LT_OK ||
        lt_slugger_new(&options, &slugger, &error) != LT_OK ||
        lt_slug(slugger, text.data, text.length, &slug, &error) != LT_OK)
        fprintf(stderr, "byte %zu: %s\n", error.offset, error.message);
    else
        printf("%s: %s\n", text.data, slug.data); /* Hòa bình: hoa-binh */

    lt_slugger_free(slugger);
    lt_buffer_dispose(&slug);
    lt_buffer_dispose(&text);
    return error.status != LT_OK;
}

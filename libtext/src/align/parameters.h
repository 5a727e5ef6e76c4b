/* The numbers of the aligner (private): estimated on parallel text of our own making and on the
 * development sets by random search (see dictionaries/bilingual/README.md). */
#ifndef LIBTEXT_ALIGN_PARAMETERS_H
#define LIBTEXT_ALIGN_PARAMETERS_H

typedef struct lt_align_parameters {
    /* how likely a match is a translation and no chance: of lexicon pairs by weight, base + scale *
     * weight^power; of cognates by kind */
    float pair_base, pair_scale, pair_power;
    float capital, plain, prefix; /* same letters: a name, a foreign word; same beginning */
    float number[3];              /* of one, two, more digits */
    float phrase_power;           /* a phrase of n words counts 1/n^power for each */
    /* how likely a match is chance: matches in the pair, and before that how rare the word is */
    float prior_count, prior_power, chance_least;
    /* cost of a word without a match */
    float miss_word[2], miss_capital[2], miss_number, miss_scale;
    float overlap; /* cost of a word that two segments of a link claim */
    /* the parts of a link's score */
    float weight[2], length_weight, length_mean, length_deviation, length_short;
    float one_one, one_two, one_three, two_two, larger; /* by size of the link */
    float lower_case, abbreviation; /* a segment that can only be the rest of the one before it */
    float quotes, question;         /* one side ends inside a quotation, or asks */
    float dots;                     /* one side begins with an ellipsis */
    float foreign;                  /* the Vietnamese side is not Vietnamese */
    float mixed;                    /* a headline joined to a sentence */
    float idle;                     /* a segment without matches joined to another, by word */
    float paragraph, crossing;      /* a paragraph begins on one side only; inside a link */
    float gap_open, gap_extend;     /* segments left out */
    float moved_single, moved_chain, moved_gap, moved_slot;
} lt_align_parameters;

extern const lt_align_parameters lt_align_defaults;

#endif

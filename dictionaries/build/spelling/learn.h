/* Learning small networks by stochastic gradient (private to the builder). */
#ifndef BUILD_SPELLING_LEARN_H
#define BUILD_SPELLING_LEARN_H

#include <stdbool.h>
#include <stddef.h>

/* Rows of features with a label each. */
typedef struct examples {
    int width;
    float *features, *labels;
    size_t count, capacity;
} examples;

void add_example(examples *all, const float *features, bool label);

/* A network of one hidden layer of rectified units: first[width][units], its bias, second[units],
 * its bias, in a row. */
typedef struct net {
    int width, units;
    float *weights;
} net;

size_t net_size(const net *net);

/* Trains it to give the log odds of the label; `epochs` rounds. */
void train_net(net *net, const examples *all, int epochs);

/* Rows in groups, one of each group chosen: learns a linear score that puts the chosen one first
 * (softmax in each group). `groups` gives the first row of each group and, at the end, the count of
 * rows; the chosen row has label 1. */
void train_ranks(float *weights, const examples *rows, const size_t *groups, size_t group_count,
                 int epochs);

#endif

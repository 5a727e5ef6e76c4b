#include "learn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/common.h"
#include "spoil.h"

#define BATCH   64
#define WIDEST  96
#define HIGHEST 64

void add_example(examples *all, const float *features, bool label)
{
    size_t width = (size_t)all->width;
    if (all->count == all->capacity) {
        all->capacity = all->capacity ? all->capacity * 2 : 65536;
        all->features = realloc(all->features, all->capacity * width * sizeof(float));
        all->labels = realloc(all->labels, all->capacity * sizeof(float));
        if (!all->features || !all->labels)
            die("out of memory");
    }
    memcpy(all->features + all->count * width, features, width * sizeof(float));
    all->labels[all->count++] = label;
}

size_t net_size(const net *net)
{
    size_t width = (size_t)net->width, units = (size_t)net->units;
    return width * units + 2 * units + 1;
}

/* Adam (Kingma and Ba 2015). */
typedef struct adam {
    float *m, *v;
    double b1, b2;
} adam;

static adam new_adam(size_t count)
{
    adam a = {calloc(count, sizeof(float)), calloc(count, sizeof(float)), 1, 1};
    if (!a.m || !a.v)
        die("out of memory");
    return a;
}

static void step(adam *a, float *w, const float *gradient, size_t count, double rate)
{
    a->b1 *= 0.9;
    a->b2 *= 0.999;
    for (size_t i = 0; i < count; i++) {
        float d = gradient[i] / BATCH + 1e-6F * w[i];
        a->m[i] = 0.9F * a->m[i] + 0.1F * d;
        a->v[i] = 0.999F * a->v[i] + 0.001F * d * d;
        w[i] -= (float)(rate * (a->m[i] / (1 - a->b1)) / (sqrt(a->v[i] / (1 - a->b2)) + 1e-8));
    }
}

static void free_adam(adam *a)
{
    free(a->m);
    free(a->v);
}

static void add_gradient(const net *net, const float *x, float label, float *gradient, double *loss)
{
    int units = net->units;
    size_t firsts = (size_t)net->width * (size_t)units;
    const float *first = net->weights, *bias = first + firsts, *second = bias + units;
    float *g_first = gradient, *g_bias = g_first + firsts, *g_second = g_bias + units;
    float hidden[HIGHEST], down[HIGHEST];
    memcpy(hidden, bias, (size_t)units * sizeof *hidden);
    for (int i = 0; i < net->width; i++)
        for (int h = 0; x[i] != 0 && h < units; h++)
            hidden[h] += first[i * units + h] * x[i];
    double sum = (double)second[units];
    for (int h = 0; h < units; h++) {
        hidden[h] = hidden[h] > 0 ? hidden[h] : 0;
        sum += (double)(second[h] * hidden[h]);
    }
    double p = 1 / (1 + exp(-sum));
    *loss -= log((label > 0 ? p : 1 - p) + 1e-12);
    float delta = (float)p - label;
    g_second[units] += delta;
    for (int h = 0; h < units; h++) {
        g_second[h] += delta * hidden[h];
        down[h] = hidden[h] > 0 ? delta * second[h] : 0;
        g_bias[h] += down[h];
    }
    for (int i = 0; i < net->width; i++)
        for (int h = 0; x[i] != 0 && h < units; h++)
            g_first[i * units + h] += down[h] * x[i];
}

void train_net(net *net, const examples *all, int epochs)
{
    size_t size = net_size(net), steps = all->count / BATCH;
    float gradient[WIDEST * HIGHEST + 2 * HIGHEST + 1];
    adam adam = new_adam(size);
    for (size_t i = 0; i < size; i++)
        net->weights[i] = (float)((uniform() - 0.5) * 0.3);
    for (int epoch = 0; epoch < epochs; epoch++) {
        double loss = 0;
        for (size_t i = 0; i < steps; i++) {
            memset(gradient, 0, size * sizeof *gradient);
            for (int k = 0; k < BATCH; k++) {
                size_t at = (size_t)(uniform() * (double)all->count);
                add_gradient(net, all->features + at * (size_t)all->width, all->labels[at],
                             gradient, &loss);
            }
            step(&adam, net->weights, gradient, size, 0.002 / (1 + epoch));
        }
        fprintf(stderr, "epoch %d: loss %.5f\n", epoch, loss / (double)(steps * BATCH));
    }
    free_adam(&adam);
}

/* Adds one group's gradient; 1 when the chosen row came first. */
static int add_ranks(const float *weights, const examples *rows, size_t start, size_t end,
                     float *gradient)
{
    double scores[WIDEST], total = 0;
    if (start >= end)
        return 0;
    size_t width = (size_t)rows->width, best = start;
    for (size_t r = start; r < end; r++) {
        double score = 0;
        for (size_t i = 0; i < width; i++)
            score += (double)(weights[i] * rows->features[r * width + i]);
        scores[r - start] = score;
        best = score > scores[best - start] ? r : best;
    }
    double top = scores[best - start];
    for (size_t r = start; r < end; r++)
        total += exp(scores[r - start] - top);
    for (size_t r = start; r < end; r++) {
        float delta = (float)(exp(scores[r - start] - top) / total) - rows->labels[r];
        for (size_t i = 0; i < width; i++)
            gradient[i] += delta * rows->features[r * width + i];
    }
    return rows->labels[best] > 0;
}

void train_ranks(float *weights, const examples *rows, const size_t *groups, size_t group_count,
                 int epochs)
{
    size_t width = (size_t)rows->width;
    float gradient[WIDEST];
    adam adam = new_adam(width);
    for (int epoch = 0; epoch < epochs; epoch++) {
        size_t right = 0, steps = group_count / BATCH;
        for (size_t i = 0; i < steps; i++) {
            memset(gradient, 0, sizeof gradient);
            for (int k = 0; k < BATCH; k++) {
                size_t at = (size_t)(uniform() * (double)group_count);
                right += (size_t)add_ranks(weights, rows, groups[at], groups[at + 1], gradient);
            }
            step(&adam, weights, gradient, width, 0.02 / (1 + epoch));
        }
        fprintf(stderr, "ranks, epoch %d: %.2f %% first\n", epoch,
                100.0 * (double)right / (double)(steps * BATCH));
    }
    free_adam(&adam);
}

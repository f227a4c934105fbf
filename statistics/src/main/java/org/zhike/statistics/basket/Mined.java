package org.zhike.statistics.basket;

/**
 * What a search for itemsets went through.
 *
 * @param itemsets how many were shown to the visitor
 * @param longest the size of the largest of them; 0 when there was none
 */
public record Mined(long itemsets, int longest) {}

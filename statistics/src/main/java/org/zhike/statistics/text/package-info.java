/**
 * What customers write: which language, what opinion, about what, what is new, what is copied. Chinese and English, without a
 * list of words to cut Chinese by.
 *
 * {@snippet :
 * FitOutcome<TextClassifier> fit = TextClassifierFitter.standard().fit(texts, labels, 2);
 * TextClassifier classifier = fit.converged().orElseThrow();
 * double good = classifier.probabilities("送得很快，味道不错")[1];
 * Opinion untrained = OpinionLexicon.standard().judge("不太满意");  // isBad()
 * }
 */
@NullMarked
package org.zhike.statistics.text;

import org.jspecify.annotations.NullMarked;

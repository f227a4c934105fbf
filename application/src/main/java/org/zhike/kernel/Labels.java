package org.zhike.kernel;

/** A name for people in the two languages of the screens. */
public record Labels(String zh, String en) {}

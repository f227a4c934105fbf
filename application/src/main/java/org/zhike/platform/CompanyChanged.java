package org.zhike.platform;

/** The company's settings changed; published inside the transaction that changes them. */
public record CompanyChanged(Company before, Company after) {}

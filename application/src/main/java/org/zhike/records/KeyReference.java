package org.zhike.records;

/** A record named by one of its match keys instead of its id: the customer whose external_id is "C1". */
public record KeyReference(String field, String value) {}

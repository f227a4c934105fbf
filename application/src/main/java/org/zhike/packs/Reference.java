package org.zhike.packs;

/**
 * Another record named by its match key, for rows that have no ids yet.
 *
 * @param field the match key of the other object: {@code external_id}, {@code number} or {@code sku}
 */
public record Reference(String field, String value) {}

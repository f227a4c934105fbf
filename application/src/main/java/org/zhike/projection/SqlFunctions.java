package org.zhike.projection;

import java.util.Locale;
import java.util.Set;

/**
 * The functions that people may call: those that compute with values they are given. None that reads files, settings, variables
 * or the catalogue, that runs SQL in a text, waits, or makes a text or list as long as a number says.
 */
final class SqlFunctions {

    /** In an expression. */
    private static final Set<String> SCALAR = words("""
            != !~~ !~~* % & * ** + - / // < << <= <> = > >= >> IS_DISTINCT_FROM IS_NOT_DISTINCT_FROM ^ ^@ | || ~ ~~ ~~* ~~~ @ @> <@ && !__postfix xor
            ->> -> add subtract multiply divide mod abs acos acosh asin asinh atan atan2 atanh cbrt ceil ceiling cos cosh cot degrees even exp factorial fdiv floor fmod
            gamma gcd greatest greatest_common_divisor isfinite isinf isnan lcm least least_common_multiple lgamma ln log log10 log2 pi pow power radians
            round round_even roundbankers sign signbit sin sinh sqrt tan tanh trunc random width_bucket equi_width_bins
            ascii bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein ends_with suffix hamming mismatches
            ilike_escape like_escape not_ilike_escape not_like_escape instr jaccard jaro_similarity jaro_winkler_similarity lcase left left_grapheme
            length length_grapheme len levenshtein editdist3 lower ltrim md5 nfc_normalize ord overlay position prefix regexp_escape regexp_extract
            regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table replace reverse right right_grapheme rtrim sha1 sha256
            split split_part starts_with str_split str_split_regex string_split string_split_regex string_to_array strip_accents strlen strpos
            substr substring substring_grapheme translate trim ucase unicode upper url_decode url_encode hash hex to_hex
            age ago century current_date current_localtime current_localtimestamp date_add date_diff date_part date_sub date_trunc datediff datepart
            datesub datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms epoch_ns epoch_us era get_current_time
            get_current_timestamp hour isodow isoyear julian last_day make_date make_time make_timestamp make_timestamp_ms make_timestamptz microsecond
            millennium millisecond minute month monthname now quarter second strftime strptime try_strptime time_bucket timezone timezone_hour
            timezone_minute to_centuries to_days to_decades to_hours to_microseconds to_millennia to_milliseconds to_minutes to_months to_quarters
            to_seconds to_timestamp to_weeks to_years today transaction_timestamp week weekday weekofyear year yearweek normalized_interval
            if nullif coalesce constant_or_null error typeof row struct_pack struct_extract struct_extract_at struct_concat struct_contains struct_has struct_insert struct_keys struct_values struct_update
            array_extract array_slice list_value list_pack list_element list_extract list_slice list_contains list_has list_has_all list_has_any array_contains
            array_has array_has_all array_has_any list_position list_indexof array_position array_length list_distinct array_distinct list_unique
            list_sort array_sort list_reverse_sort list_reverse array_reverse list_concat list_cat array_cat array_concat list_append array_append list_prepend array_prepend list_filter array_filter
            list_transform array_transform list_apply array_apply filter apply list_zip array_zip list_where list_select flatten array_to_string list_sum list_avg list_min list_max list_count list_median list_mode list_first
            list_last list_any_value list_string_agg list_intersect array_intersect map map_entries map_extract map_extract_value map_from_entries map_keys map_values map_contains element_at cardinality
            formatreadablesize formatreadabledecimalsize format_bytes unnest generate_subscripts alias
            """);

    /** Over many rows. */
    private static final Set<String> OVER_ROWS = words("""
            any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min arg_min_null argmax argmin array_agg avg
            bit_and bit_or bit_xor bool_and bool_or corr count count_if count_star countif covar_pop covar_samp entropy favg first fsum geomean
            geometric_mean group_concat grouping histogram kahan_sum kurtosis kurtosis_pop last list listagg mad max max_by mean median min min_by mode
            product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
            reservoir_quantile sem skewness stddev stddev_pop stddev_samp string_agg sum sumkahan var_pop var_samp variance wavg weighted_avg
            row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value fill
            """);

    /** In FROM; their rows come one by one. */
    static final Set<String> TABLES = Set.of("range", "generate_series", "unnest");

    private SqlFunctions() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static boolean isAllowed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SCALAR.contains(lower) || OVER_ROWS.contains(lower) || SCALAR.contains(name.replace(' ', '_'));
    }

    static Set<String> known() {
        Set<String> all = new java.util.TreeSet<>(SCALAR);
        all.addAll(OVER_ROWS);
        return all;
    }
}

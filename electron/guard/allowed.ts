import type { Family } from './family.ts'

// Functions that only compute from what they are given. Left out on purpose: whatever reads or writes files, waits, locks, calls home,
// runs SQL text, tells of the server, its settings, sessions or accounts, draws random values, or fills memory on request.

const set = (...lists: string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.trim().split(/\s+/)))

const windowFunctions = 'row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value'
const everywhere = `count sum avg min max abs ceil ceiling floor round sign sqrt exp ln log log2 log10 pow power mod pi sin cos tan asin acos atan atan2 radians degrees
  coalesce nullif ifnull lower upper trim ltrim rtrim length replace substr substring instr concat concat_ws group_concat ${windowFunctions}`

const mysqlFamily = `${everywhere}
  cot bit_and bit_or bit_xor std stddev stddev_pop stddev_samp var_pop var_samp variance json_arrayagg json_objectagg
  truncate conv crc32 bit_count greatest least if isnull strcmp field find_in_set elt make_set export_set format
  ascii ord char char_length character_length octet_length bit_length left right mid lcase ucase lpad rpad repeat space reverse locate position
  insert substring_index soundex quote hex unhex bin oct to_base64 from_base64 regexp_replace regexp_substr regexp_instr
  md5 sha sha1 sha2 weight_string convert match inet_aton inet_ntoa inet6_aton inet6_ntoa is_ipv4 is_ipv6
  curdate current_date curtime current_time current_timestamp now localtime localtimestamp utc_date utc_time utc_timestamp sysdate
  date time timestamp year quarter month monthname week weekofyear yearweek weekday day dayname dayofmonth dayofweek dayofyear hour minute second microsecond
  adddate addtime date_add date_sub date_format datediff extract from_days from_unixtime get_format last_day makedate maketime period_add period_diff
  sec_to_time str_to_date subdate subtime time_format time_to_sec timediff timestampadd timestampdiff to_days to_seconds unix_timestamp convert_tz
  json_array json_object json_quote json_unquote json_extract json_value json_contains json_contains_path json_keys json_search json_length json_depth json_type
  json_valid json_merge_patch json_merge_preserve json_set json_insert json_replace json_remove
  row`

/**
 * Lists of their own because a name that a server does not know as its own could be a stored function, which may write.
 * https://dev.mysql.com/doc/refman/8.0/en/built-in-function-reference.html
 */
export const mysqlFunctions = set(mysqlFamily, 'any_value regexp_like grouping json_pretty json_overlaps')

/** https://mariadb.com/kb/en/function-reference/ */
export const mariadbFunctions = set(mysqlFamily, 'median percentile_cont percentile_disc nvl nvl2 to_char add_months chr natural_sort_key json_exists json_query json_compact json_detailed json_loose json_equals json_normalize')

/** https://sqlite.org/lang_corefunc.html, lang_aggfunc.html, lang_datefunc.html, lang_mathfunc.html, json1.html */
export const sqliteFunctions = set(everywhere, `
  total string_agg median percentile percentile_cont percentile_disc char format glob hex unhex iif if likelihood likely unlikely like nullif printf quote typeof unicode octet_length unistr_quote concat
  acosh asinh atanh cosh sinh tanh trunc date time datetime julianday strftime unixepoch timediff current_date current_time current_timestamp
  json jsonb json_array json_array_length json_error_position json_extract jsonb_extract json_object json_patch json_pretty json_quote json_type json_valid
  json_group_array json_group_object json_insert json_replace json_set json_remove bm25 highlight snippet matchinfo offsets`)

/** https://duckdb.org/docs/stable/sql/functions/overview */
export const duckdbFunctions = set(everywhere, `
  any_value arbitrary arg_max arg_min argmax argmin max_by min_by array_agg list bool_and bool_or bit_and bit_or bit_xor bit_count countif count_if count_star first last fsum sumkahan kahan_sum favg geomean geometric_mean product
  histogram string_agg listagg mode median quantile quantile_cont quantile_disc approx_count_distinct approx_quantile approx_top_k mad stddev stddev_pop stddev_samp var_pop var_samp variance
  skewness kurtosis kurtosis_pop sem entropy corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy grouping grouping_id
  percentile_cont percentile_disc rank_dense fill
  cot trunc even gcd lcm greatest greatest_common_divisor least_common_multiple least factorial gamma lgamma cbrt fmod fdiv divide add subtract multiply acosh asinh atanh cosh sinh tanh isnan isinf isfinite nextafter signbit xor
  if ascii ord chr unicode char_length character_length strlen octet_length bit_length len left right lpad rpad lcase ucase reverse repeat translate strip_accents contains prefix suffix starts_with ends_with
  position strpos split string_split str_split string_to_array split_part string_split_regex str_split_regex regexp_matches regexp_full_match regexp_replace regexp_extract regexp_extract_all regexp_split_to_array regexp_escape like_escape ilike_escape not_like_escape not_ilike_escape
  format printf format_bytes formatreadablesize formatreadabledecimalsize hex unhex to_hex from_hex bin unbin to_binary from_binary to_base to_base64 from_base64 base64 bar md5 sha1 sha256 hash levenshtein editdist3 damerau_levenshtein hamming mismatches jaccard jaro_similarity jaro_winkler_similarity nfc_normalize
  now today current_date get_current_time get_current_timestamp transaction_timestamp 
  date date_add date_sub date_diff datediff datesub date_trunc datetrunc date_part datepart dayname monthname dayofmonth dayofweek dayofyear isodow isoyear weekday week weekofyear yearweek year quarter month day hour minute second millisecond microsecond nanosecond
  century decade era millennium epoch epoch_ms epoch_us epoch_ns last_day make_date make_time make_timestamp make_timestamptz make_timestamp_ms make_timestamp_ns strftime strptime try_strptime time_bucket to_timestamp to_days to_hours to_microseconds to_milliseconds to_minutes to_months to_quarters to_seconds
  to_weeks to_years to_decades to_centuries to_millennia age extract timezone timezone_hour timezone_minute julian 
  list_value list_pack array_value struct_pack row struct_extract struct_extract_at struct_insert map map_from_entries map_entries map_keys map_values map_extract map_extract_value element_at map_contains map_concat cardinality
  unnest list_aggregate list_aggr array_aggregate aggregate list_any_value list_append array_append list_avg list_concat array_concat list_cat list_contains array_contains list_has array_has list_has_any list_has_all array_has_any array_has_all list_count list_distinct list_unique list_element list_extract array_extract
  list_filter array_filter filter list_first list_last list_indexof list_position array_position array_indexof list_intersect list_max list_min list_mode list_median list_prepend array_prepend list_product list_reduce array_reduce reduce list_reverse array_reverse list_reverse_sort list_select list_slice array_slice list_sort array_sort
  list_string_agg list_stddev_pop list_stddev_samp list_sum list_transform array_transform list_apply array_apply apply list_var_pop list_var_samp list_where list_zip array_length flatten array_to_string array_distinct array_unique
  json json_array json_array_length json_contains json_exists json_extract json_extract_path json_extract_path_text json_extract_string json_group_array json_group_object json_keys json_merge_patch json_object json_pretty json_quote json_structure json_transform json_transform_strict from_json from_json_strict json_type json_valid json_value to_json array_to_json row_to_json
  typeof try columns enum_range enum_first enum_last enum_code union_extract union_tag union_value bitstring get_bit bit_position ifnull`)

/** Functions in FROM that only unfold a value they are given. */
export const tableFunctions: Record<Family, ReadonlySet<string>> = {
  mysql: set(''),
  sqlite: set('json_each json_tree'),
  duckdb: set('unnest'),
}

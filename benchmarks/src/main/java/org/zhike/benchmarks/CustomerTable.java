package org.zhike.benchmarks;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.zhike.objects.Regions;
import org.zhike.projection.Projection;

/** Customers as a retailer has them, written by one SQL statement; the same at each run. */
final class CustomerTable {

    /** The more frequent first; chosen by the square of a random number. */
    private static final String SURNAMES =
            "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛";

    private static final String GIVEN =
            "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰萍红文建国志海波宇鑫浩然子轩雨涵欣怡梓晨思佳俊凯嘉豪雪梅春燕晓东立新永成天龙少飞世荣家庆云婷慧颖琳璐瑶彤悦诗语若溪安宁知远景行书墨清扬月川北辰星河";

    private CustomerTable() {}

    static void fill(Bench.App app, int customers) throws Exception {
        try (Connection connection = app.connect()) {
            Bench.execute(connection, "set timezone = 'Asia/Shanghai'; select setseed(0.42)");
            Bench.withoutIndexes(connection, List.of("customer"), "", () -> insert(connection, customers));
            // What autovacuum would do within a minute.
            Bench.execute(connection, "vacuum analyze records.customer");
        }
        app.get(Projection.class).awaitCurrent(Duration.ofMinutes(10));
    }

    private static void insert(Connection connection, int customers) throws Exception {
        try (var insert = connection.prepareStatement("""
                insert into records.customer (external_id, name, kind, gender, birth_date, mobile, email, region,
                    level, source, joined_at, created_by, updated_by)
                select 'M' || lpad(i::text, 8, '0'),
                    substr(n.sur, 1 + floor(length(n.sur) * power(random(), 2))::int, 1)
                        || substr(n.given, 1 + floor(length(n.given) * random())::int, 1)
                        || case when random() < 0.85
                            then substr(n.given, 1 + floor(length(n.given) * power(random(), 1.3))::int, 1) else '' end,
                    'person', case when random() < 0.6 then 'female' else 'male' end,
                    date '1950-01-01' + floor(20000 * random())::int,
                    '1' || (30 + i % 70) || lpad((i::bigint * 7919 % 100000000)::text, 8, '0'),
                    case when random() < 0.6 then substr(md5(i::text), 1, 9) || '@'
                        || (array['qq.example', '163.example', 'mail.example'])[1 + floor(3 * random())::int] end,
                    n.regions[1 + floor(array_length(n.regions, 1) * power(random(), 1.5))::int],
                    (array['basic', 'basic', 'basic', 'basic', 'basic', 'basic', 'basic', 'silver', 'silver', 'gold'])
                        [1 + floor(10 * random())::int],
                    (array['advertising', 'search', 'social', 'store', 'referral', 'event'])[1 + floor(6 * random())::int],
                    timestamptz '2023-01-01' + random() * interval '1000 days',
                    'benchmark', 'benchmark'
                from generate_series(1, ?) i, (select ?::text sur, ?::text given, ?::text[] regions) n""")) {
            insert.setInt(1, customers);
            insert.setString(2, SURNAMES);
            insert.setString(3, GIVEN);
            insert.setArray(4, connection.createArrayOf("text", cities()));
            insert.execute();
        }
    }

    static String[] cities() {
        return new Regions()
                .all().stream()
                        .map(Regions.Region::code)
                        .filter(code -> code.startsWith("CN-") && !code.endsWith("0000"))
                        .toArray(String[]::new);
    }
}

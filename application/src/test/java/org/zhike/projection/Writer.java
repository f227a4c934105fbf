package org.zhike.projection;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;

/**
 * Somebody who changes a company's records at random: inserts, updates, deletions, restorations, transactions that take
 * long, are rolled back, whole or to a savepoint. Each transaction also moves an amount from an order to a part (those with ids up to
 * {@link #LEDGER}, never deleted): in every state that no transaction is in by half, the balances sum up to zero.
 */
final class Writer implements Callable<Long> {

    static final int LEDGER = 3;

    private static final String[] PIECES = {
        "",
        " ",
        "中文客户",
        "a,b",
        "\"",
        "\"\"",
        "line\nbreak",
        "\r\n",
        "\r",
        "\\",
        "\\N",
        "\\.",
        "\n\\.\n",
        "\t",
        "NULL",
        "👍",
        "'",
        "{x}",
        "[1]",
        "\u00a0é",
        ";",
        "0",
        "\u0001",
        "long ".repeat(300)
    };

    private final Company company;
    private final Random random;
    private final int transactions;

    /** @param transactions how many to make */
    Writer(Company company, long seed, int transactions) {
        this.company = company;
        this.random = new Random(seed);
        this.transactions = transactions;
    }

    /** Makes the records that the ledger is about. */
    static void begin(Company company) throws SQLException {
        try (Connection connection = company.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (String object : List.of("order", "part")) {
                statement.execute("insert into records.\"" + object + "\" (created_by, updated_by, balance)"
                        + " select 'li', 'li', 0 from generate_series(1, " + LEDGER + ")");
            }
        }
    }

    /** SQL: zero in every state that holds each transaction whole or not at all. */
    static String ledger() {
        return "select (select sum(balance) from records.\"order\" where id <= 3)"
                + " + (select sum(balance) from records.part where id <= 3)";
    }

    /** Returns how many transactions were committed. */
    @Override
    public Long call() throws Exception {
        long committed = 0;
        try (Connection connection = company.database.database().connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < transactions; i++) {
                try {
                    transaction(connection);
                    if (random.nextInt(5) == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                        committed++;
                    }
                } catch (SQLException e) {
                    connection.rollback();
                    if (!"40P01".equals(e.getSQLState())) { // deadlock: two writers met
                        throw e;
                    }
                }
            }
        }
        return committed;
    }

    private void transaction(Connection connection) throws SQLException, InterruptedException {
        for (int i = random.nextInt(4); i >= 0; i--) {
            change(connection);
        }
        if (random.nextInt(4) == 0) {
            var savepoint = connection.setSavepoint();
            change(connection);
            if (random.nextBoolean()) {
                connection.rollback(savepoint);
            }
        }
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(1000) - 500);
        execute(
                connection,
                "update records.\"order\" set balance = balance - ? where id = ?",
                amount,
                1L + random.nextInt(LEDGER));
        if (random.nextInt(10) == 0) {
            Thread.sleep(random.nextInt(60));
        }
        execute(
                connection,
                "update records.part set balance = balance + ? where id = ?",
                amount,
                1L + random.nextInt(LEDGER));
    }

    private void change(Connection connection) throws SQLException {
        ObjectDefinition object = company.all().get(random.nextInt(company.all().size()));
        String table = "records.\"" + object.name() + "\"";
        List<String> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (FieldDefinition field : object.fields()) {
            if (!field.name().equals("balance") && random.nextInt(3) > 0) {
                columns.add("\"" + field.name() + "\"");
                values.add(value(field));
                if (field.type() == FieldType.MONEY) {
                    columns.add("\"" + field.currencyColumn() + "\"");
                    values.add(random.nextBoolean() ? "CNY" : null);
                }
            }
        }
        long id = LEDGER + 1L + random.nextInt(200);
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                columns.addAll(List.of("created_by", "updated_by"));
                values.addAll(List.of("li", "王"));
                execute(
                        connection,
                        "insert into " + table + " (" + String.join(", ", columns) + ") values (?"
                                + ", ?".repeat(values.size() - 1) + ")",
                        values.toArray());
            }
            case 3 -> {
                columns.add("version");
                values.add(2);
                values.add(id);
                execute(
                        connection,
                        "update " + table + " set " + String.join(" = ?, ", columns)
                                + " = ?, updated_at = clock_timestamp() where id = ?",
                        values.toArray());
            }
            case 4 -> execute(connection, "update " + table + " set deleted_at = now() where id = ?", id);
            default -> execute(connection, "update " + table + " set deleted_at = null where id = ?", id);
        }
    }

    @Nullable Object value(FieldDefinition field) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> text();
            case NUMBER -> decimal(18, field.decimals());
            case MONEY -> decimal(18, 4);
            case PERCENT -> decimal(9, 6);
            case BOOLEAN -> random.nextBoolean();
            case DATE ->
                switch (random.nextInt(6)) {
                    case 0 -> LocalDate.of(1, 1, 1);
                    case 1 -> LocalDate.of(9999, 12, 31);
                    case 2 -> LocalDate.of(1969, 12, 31);
                    default -> LocalDate.ofEpochDay(random.nextInt(20_000));
                };
            case DATETIME ->
                switch (random.nextInt(6)) {
                    case 0 -> at("0001-01-01T00:00:00Z");
                    case 1 -> at("9999-12-31T23:59:59.999999Z");
                    case 2 -> at("1986-05-03T16:00:00Z"); // summer time began in China
                    case 3 -> at("2026-01-31T15:59:59.999999Z"); // the last of a day in Shanghai
                    default ->
                        at(Instant.EPOCH
                                .plusNanos(random.nextLong(2_000_000_000_000_000L) * 1000)
                                .toString());
                };
            case MULTI_SELECT -> {
                String[] elements = new String[random.nextInt(4)];
                java.util.Arrays.setAll(elements, i -> text());
                yield elements;
            }
            case REFERENCE -> 1L + random.nextInt(LEDGER);
        };
    }

    private static Object at(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** A number of so many digits: the greatest, the least, zero or any. */
    private BigDecimal decimal(int digits, int decimals) {
        BigInteger greatest = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
        BigInteger value = switch (random.nextInt(5)) {
            case 0 -> greatest;
            case 1 -> greatest.negate();
            case 2 -> BigInteger.ZERO;
            default -> new BigInteger(50, random).mod(greatest).subtract(BigInteger.valueOf(1_000_000));
        };
        return new BigDecimal(value, decimals);
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof String[] elements) {
                    statement.setArray(i + 1, connection.createArrayOf("text", elements));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            statement.executeUpdate();
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Periods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "management_cost_vnd",
                table: "funding",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "predecessor_codes",
                table: "centre",
                type: "varchar(max)",
                unicode: false,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateTable(
                name: "period_finding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    report_period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    rule_id = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    severity = table.Column<int>(type: "int", nullable: false),
                    field_path = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    parameters = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    record_keys = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    evidence_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    first_seen_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    open_since = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    closed_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_period_finding", x => new { x.province_code, x.report_period, x.rule_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "province_period",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    report_period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    locked = table.Column<bool>(type: "bit", nullable: false),
                    state_since = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    state_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    official_letter = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    changed_position = table.Column<long>(type: "bigint", nullable: false),
                    judged_position = table.Column<long>(type: "bigint", nullable: false),
                    judged_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    judged_on = table.Column<DateOnly>(type: "date", nullable: true),
                    rule_set_version = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reference_version = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_province_period", x => new { x.province_code, x.report_period });
                });

            // Periods that hold records from before: the next seal of their province judges them.
            migrationBuilder.Sql(
                """
                INSERT INTO province_period (province_code, report_period, locked, state_by, reason, official_letter,
                    changed_position, judged_position, rule_set_version, reference_version)
                SELECT r.province_code, r.report_period, 0, '', '', 0x, MAX(r.position), 0, '', ''
                FROM (
                    SELECT province_code, report_period, position FROM centre
                    UNION ALL SELECT province_code, report_period, position FROM project
                    UNION ALL SELECT province_code, report_period, position FROM funding) AS r
                GROUP BY r.province_code, r.report_period;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "period_finding");

            migrationBuilder.DropTable(
                name: "province_period");

            migrationBuilder.DropColumn(
                name: "management_cost_vnd",
                table: "funding");

            migrationBuilder.DropColumn(
                name: "predecessor_codes",
                table: "centre");
        }
    }
}

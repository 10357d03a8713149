using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "predecessor_codes",
                table: "centre",
                type: "TEXT",
                unicode: false,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "period_finding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    report_period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    field_path = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    record_keys = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    evidence_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    first_seen_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    open_since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_period_finding", x => new { x.province_code, x.report_period, x.rule_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "province_period",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    report_period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    locked = table.Column<bool>(type: "INTEGER", nullable: false),
                    state_since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    state_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    official_letter = table.Column<byte[]>(type: "BLOB", nullable: false),
                    changed_position = table.Column<long>(type: "INTEGER", nullable: false),
                    judged_position = table.Column<long>(type: "INTEGER", nullable: false),
                    judged_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    judged_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    rule_set_version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    reference_version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false)
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
                SELECT r.province_code, r.report_period, 0, '', '', x'', MAX(r.position), 0, '', ''
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

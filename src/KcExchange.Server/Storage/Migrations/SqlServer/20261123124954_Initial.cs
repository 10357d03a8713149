using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "caller",
                columns: table => new
                {
                    thumbprint = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    serial = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    roles = table.Column<string>(type: "varchar(300)", unicode: false, maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    valid_from = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    valid_to = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    revoked_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_caller", x => x.thumbprint);
                });

            migrationBuilder.CreateTable(
                name: "centre",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    record_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    centre_code = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    legal_form = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status_date = table.Column<DateOnly>(type: "date", nullable: true),
                    lead_centre = table.Column<bool>(type: "bit", nullable: false),
                    commune_code = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    staff_total = table.Column<int>(type: "int", nullable: false),
                    staff_khuyen_cong = table.Column<int>(type: "int", nullable: false),
                    collaborators_total = table.Column<int>(type: "int", nullable: false),
                    communes_covered = table.Column<int>(type: "int", nullable: false),
                    budget_khuyen_cong_year = table.Column<long>(type: "bigint", nullable: false),
                    stated_province_code = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    report_period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<bool>(type: "bit", nullable: false),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    finding_count = table.Column<int>(type: "int", nullable: false),
                    updated_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_centre", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "finding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "int", nullable: false),
                    rule_id = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    severity = table.Column<int>(type: "int", nullable: false),
                    refused = table.Column<bool>(type: "bit", nullable: false),
                    record_kind = table.Column<int>(type: "int", nullable: false),
                    record_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    record_code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    field_path = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    parameters = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    evidence_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finding", x => new { x.province_code, x.submission_id, x.sequence, x.ordinal });
                });

            migrationBuilder.CreateTable(
                name: "funding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    record_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    budget_year = table.Column<int>(type: "int", nullable: false),
                    funding_level = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    funding_source = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    scope = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    project_code = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    activity_category = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    plan_amount = table.Column<long>(type: "bigint", nullable: false),
                    allocated_amount = table.Column<long>(type: "bigint", nullable: false),
                    advanced_amount = table.Column<long>(type: "bigint", nullable: false),
                    disbursed_amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_amount = table.Column<long>(type: "bigint", nullable: false),
                    settled_amount = table.Column<long>(type: "bigint", nullable: false),
                    refunded_amount = table.Column<long>(type: "bigint", nullable: false),
                    carried_in_vnd = table.Column<long>(type: "bigint", nullable: false),
                    stated_province_code = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    report_period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<bool>(type: "bit", nullable: false),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    finding_count = table.Column<int>(type: "int", nullable: false),
                    updated_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_funding", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "ledger_entry",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    entry_type = table.Column<int>(type: "int", nullable: false),
                    action = table.Column<int>(type: "int", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    record_kind = table.Column<int>(type: "int", nullable: false),
                    record_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    rule_set_version = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reference_version = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    chain_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entry", x => new { x.province_code, x.position });
                });

            migrationBuilder.CreateTable(
                name: "project",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    record_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    project_code = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    plan_year = table.Column<int>(type: "int", nullable: false),
                    funding_level = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    project_type = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    activity_categories = table.Column<string>(type: "varchar(400)", unicode: false, maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    activity_key = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sector = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    centre_code = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    commune_code = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status_date = table.Column<DateOnly>(type: "date", nullable: true),
                    start_date = table.Column<DateOnly>(type: "date", nullable: true),
                    end_date = table.Column<DateOnly>(type: "date", nullable: true),
                    approval_date = table.Column<DateOnly>(type: "date", nullable: true),
                    total_cost = table.Column<long>(type: "bigint", nullable: false),
                    support_amount = table.Column<long>(type: "bigint", nullable: false),
                    counterpart_amount = table.Column<long>(type: "bigint", nullable: false),
                    stated_province_code = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    report_period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<bool>(type: "bit", nullable: false),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    finding_count = table.Column<int>(type: "int", nullable: false),
                    updated_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "province_head",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    chain_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    highest_source_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_province_head", x => x.province_code);
                });

            migrationBuilder.CreateTable(
                name: "submission",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    create_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    create_request = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    sign_off = table.Column<int>(type: "int", nullable: false),
                    report_period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    instance_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    attempt = table.Column<long>(type: "bigint", nullable: false),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    next_sequence = table.Column<long>(type: "bigint", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    updated = table.Column<long>(type: "bigint", nullable: false),
                    unchanged = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<long>(type: "bigint", nullable: false),
                    stale = table.Column<long>(type: "bigint", nullable: false),
                    rejected = table.Column<long>(type: "bigint", nullable: false),
                    centres = table.Column<long>(type: "bigint", nullable: false),
                    projects = table.Column<long>(type: "bigint", nullable: false),
                    fundings = table.Column<long>(type: "bigint", nullable: false),
                    unknown = table.Column<long>(type: "bigint", nullable: false),
                    findings_total = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    last_batch_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    sealed_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    receipt = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_submission", x => new { x.province_code, x.submission_id });
                });

            migrationBuilder.CreateTable(
                name: "submission_batch",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    submission_id = table.Column<string>(type: "varchar(36)", unicode: false, maxLength: 36, nullable: false, collation: "Latin1_General_100_BIN2"),
                    first_sequence = table.Column<long>(type: "bigint", nullable: false),
                    record_count = table.Column<int>(type: "int", nullable: false),
                    results = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    findings_total = table.Column<int>(type: "int", nullable: false),
                    rule_set_version = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reference_version = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    judged_on = table.Column<DateOnly>(type: "date", nullable: false),
                    committed_at = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_submission_batch", x => new { x.province_code, x.submission_id, x.first_sequence });
                });

            migrationBuilder.CreateIndex(
                name: "IX_centre_province_code_centre_code",
                table: "centre",
                columns: new[] { "province_code", "centre_code" });

            migrationBuilder.CreateIndex(
                name: "IX_centre_province_code_report_period",
                table: "centre",
                columns: new[] { "province_code", "report_period" });

            migrationBuilder.CreateIndex(
                name: "IX_finding_province_code_submission_id_record_kind_record_code",
                table: "finding",
                columns: new[] { "province_code", "submission_id", "record_kind", "record_code" });

            migrationBuilder.CreateIndex(
                name: "IX_funding_province_code_budget_year_report_period",
                table: "funding",
                columns: new[] { "province_code", "budget_year", "report_period" });

            migrationBuilder.CreateIndex(
                name: "IX_funding_province_code_project_code",
                table: "funding",
                columns: new[] { "province_code", "project_code" });

            migrationBuilder.CreateIndex(
                name: "IX_funding_province_code_report_period",
                table: "funding",
                columns: new[] { "province_code", "report_period" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entry_province_code_record_key_revision",
                table: "ledger_entry",
                columns: new[] { "province_code", "record_key", "revision" });

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_centre_code",
                table: "project",
                columns: new[] { "province_code", "centre_code" });

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_plan_year_status",
                table: "project",
                columns: new[] { "province_code", "plan_year", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_project_code",
                table: "project",
                columns: new[] { "province_code", "project_code" });

            migrationBuilder.CreateIndex(
                name: "IX_project_province_code_report_period",
                table: "project",
                columns: new[] { "province_code", "report_period" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "caller");

            migrationBuilder.DropTable(
                name: "centre");

            migrationBuilder.DropTable(
                name: "finding");

            migrationBuilder.DropTable(
                name: "funding");

            migrationBuilder.DropTable(
                name: "ledger_entry");

            migrationBuilder.DropTable(
                name: "project");

            migrationBuilder.DropTable(
                name: "province_head");

            migrationBuilder.DropTable(
                name: "submission");

            migrationBuilder.DropTable(
                name: "submission_batch");
        }
    }
}

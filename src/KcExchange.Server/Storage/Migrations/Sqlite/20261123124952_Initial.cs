using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.Sqlite
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
                    thumbprint = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    serial = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    roles = table.Column<string>(type: "TEXT", unicode: false, maxLength: 300, nullable: false),
                    valid_from = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    valid_to = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_caller", x => x.thumbprint);
                });

            migrationBuilder.CreateTable(
                name: "centre",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    record_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    centre_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    legal_form = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    status_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    lead_centre = table.Column<bool>(type: "INTEGER", nullable: false),
                    commune_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    staff_total = table.Column<int>(type: "INTEGER", nullable: false),
                    staff_khuyen_cong = table.Column<int>(type: "INTEGER", nullable: false),
                    collaborators_total = table.Column<int>(type: "INTEGER", nullable: false),
                    communes_covered = table.Column<int>(type: "INTEGER", nullable: false),
                    budget_khuyen_cong_year = table.Column<long>(type: "INTEGER", nullable: false),
                    stated_province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    report_period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    reference_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    source_version = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    finding_count = table.Column<int>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_centre", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "finding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<bool>(type: "INTEGER", nullable: false),
                    record_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    record_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    record_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    field_path = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    evidence_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finding", x => new { x.province_code, x.submission_id, x.sequence, x.ordinal });
                });

            migrationBuilder.CreateTable(
                name: "funding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    record_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    budget_year = table.Column<int>(type: "INTEGER", nullable: false),
                    funding_level = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    funding_source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    scope = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    project_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    activity_category = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    plan_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    allocated_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    advanced_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    disbursed_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    refunded_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    carried_in_vnd = table.Column<long>(type: "INTEGER", nullable: false),
                    stated_province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    report_period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    reference_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    source_version = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    finding_count = table.Column<int>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_funding", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "ledger_entry",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    entry_type = table.Column<int>(type: "INTEGER", nullable: false),
                    action = table.Column<int>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    record_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    record_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    source_version = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false),
                    rule_set_version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    reference_version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    chain_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entry", x => new { x.province_code, x.position });
                });

            migrationBuilder.CreateTable(
                name: "project",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    record_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    project_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    plan_year = table.Column<int>(type: "INTEGER", nullable: false),
                    funding_level = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    project_type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    activity_categories = table.Column<string>(type: "TEXT", unicode: false, maxLength: 400, nullable: false),
                    activity_key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    sector = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    centre_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    commune_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    status_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    start_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    approval_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    total_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    support_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    counterpart_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    stated_province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    report_period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    reference_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    source_version = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    finding_count = table.Column<int>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "province_head",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    chain_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    highest_source_version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_province_head", x => x.province_code);
                });

            migrationBuilder.CreateTable(
                name: "submission",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    create_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    create_request = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    sign_off = table.Column<int>(type: "INTEGER", nullable: false),
                    report_period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    instance_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    attempt = table.Column<long>(type: "INTEGER", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    next_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    updated = table.Column<long>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted = table.Column<long>(type: "INTEGER", nullable: false),
                    stale = table.Column<long>(type: "INTEGER", nullable: false),
                    rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    centres = table.Column<long>(type: "INTEGER", nullable: false),
                    projects = table.Column<long>(type: "INTEGER", nullable: false),
                    fundings = table.Column<long>(type: "INTEGER", nullable: false),
                    unknown = table.Column<long>(type: "INTEGER", nullable: false),
                    findings_total = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    last_batch_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    sealed_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    receipt = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_submission", x => new { x.province_code, x.submission_id });
                });

            migrationBuilder.CreateTable(
                name: "submission_batch",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    first_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    record_count = table.Column<int>(type: "INTEGER", nullable: false),
                    results = table.Column<byte[]>(type: "BLOB", nullable: false),
                    findings_total = table.Column<int>(type: "INTEGER", nullable: false),
                    rule_set_version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    reference_version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    judged_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    committed_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
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

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "call_audit",
                columns: table => new
                {
                    audit_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    recorded_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    caller = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "character varying(100)", unicode: false, maxLength: 100, nullable: false, collation: "C"),
                    detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_audit", x => x.audit_id);
                });

            migrationBuilder.CreateTable(
                name: "caller",
                columns: table => new
                {
                    thumbprint = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    serial = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    roles = table.Column<string>(type: "character varying(300)", unicode: false, maxLength: 300, nullable: false, collation: "C"),
                    valid_from = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    valid_to = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_caller", x => x.thumbprint);
                });

            migrationBuilder.CreateTable(
                name: "centre",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    centre_code = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false, collation: "C"),
                    legal_form = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    status_date = table.Column<DateOnly>(type: "date", nullable: true),
                    lead_centre = table.Column<bool>(type: "boolean", nullable: false),
                    predecessor_codes = table.Column<string>(type: "text", unicode: false, nullable: false, collation: "C"),
                    commune_code = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    staff_total = table.Column<int>(type: "integer", nullable: false),
                    staff_khuyen_cong = table.Column<int>(type: "integer", nullable: false),
                    collaborators_total = table.Column<int>(type: "integer", nullable: false),
                    communes_covered = table.Column<int>(type: "integer", nullable: false),
                    budget_khuyen_cong_year = table.Column<long>(type: "bigint", nullable: false),
                    stated_province_code = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    report_period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    finding_count = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_centre", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "finding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    rule_id = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false, collation: "C"),
                    severity = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<bool>(type: "boolean", nullable: false),
                    record_kind = table.Column<int>(type: "integer", nullable: false),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    record_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    field_path = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    parameters = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    evidence_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finding", x => new { x.province_code, x.submission_id, x.sequence, x.ordinal });
                });

            migrationBuilder.CreateTable(
                name: "funding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    budget_year = table.Column<int>(type: "integer", nullable: false),
                    funding_level = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    funding_source = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    scope = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    project_code = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    activity_category = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    plan_amount = table.Column<long>(type: "bigint", nullable: false),
                    allocated_amount = table.Column<long>(type: "bigint", nullable: false),
                    advanced_amount = table.Column<long>(type: "bigint", nullable: false),
                    disbursed_amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_amount = table.Column<long>(type: "bigint", nullable: false),
                    settled_amount = table.Column<long>(type: "bigint", nullable: false),
                    refunded_amount = table.Column<long>(type: "bigint", nullable: false),
                    carried_in_vnd = table.Column<long>(type: "bigint", nullable: false),
                    management_cost_vnd = table.Column<long>(type: "bigint", nullable: false),
                    stated_province_code = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    report_period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    finding_count = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_funding", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "ledger_entry",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    entry_type = table.Column<int>(type: "integer", nullable: false),
                    action = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    actor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    record_kind = table.Column<int>(type: "integer", nullable: false),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    rule_set_version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    reference_version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    chain_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entry", x => new { x.province_code, x.position });
                });

            migrationBuilder.CreateTable(
                name: "period_finding",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    report_period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    rule_id = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    severity = table.Column<int>(type: "integer", nullable: false),
                    field_path = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    parameters = table.Column<string>(type: "text", nullable: false),
                    record_keys = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    evidence_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    first_seen_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    open_since = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_period_finding", x => new { x.province_code, x.report_period, x.rule_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "project",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    project_code = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    plan_year = table.Column<int>(type: "integer", nullable: false),
                    funding_level = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    project_type = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    activity_categories = table.Column<string>(type: "character varying(400)", unicode: false, maxLength: 400, nullable: false, collation: "C"),
                    activity_key = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    sector = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    centre_code = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false, collation: "C"),
                    commune_code = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    status_date = table.Column<DateOnly>(type: "date", nullable: true),
                    start_date = table.Column<DateOnly>(type: "date", nullable: true),
                    end_date = table.Column<DateOnly>(type: "date", nullable: true),
                    approval_date = table.Column<DateOnly>(type: "date", nullable: true),
                    total_cost = table.Column<long>(type: "bigint", nullable: false),
                    support_amount = table.Column<long>(type: "bigint", nullable: false),
                    counterpart_amount = table.Column<long>(type: "bigint", nullable: false),
                    stated_province_code = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    report_period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    source_version = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    finding_count = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project", x => new { x.province_code, x.record_key });
                });

            migrationBuilder.CreateTable(
                name: "project_beneficiary",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    tax_code = table.Column<string>(type: "character varying(14)", unicode: false, maxLength: 14, nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    item_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    plan_year = table.Column<int>(type: "integer", nullable: false),
                    activity_key = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false, collation: "C"),
                    fair_abroad = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_beneficiary", x => new { x.province_code, x.record_key, x.ordinal });
                });

            migrationBuilder.CreateTable(
                name: "province_head",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    chain_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    highest_source_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_province_head", x => x.province_code);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            migrationBuilder.CreateTable(
                name: "province_period",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    report_period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    locked = table.Column<bool>(type: "boolean", nullable: false),
                    state_since = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    state_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    official_letter = table.Column<byte[]>(type: "bytea", nullable: false),
                    changed_position = table.Column<long>(type: "bigint", nullable: false),
                    judged_position = table.Column<long>(type: "bigint", nullable: false),
                    judged_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    judged_on = table.Column<DateOnly>(type: "date", nullable: true),
                    rule_set_version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    reference_version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_province_period", x => new { x.province_code, x.report_period });
                });

            migrationBuilder.CreateTable(
                name: "reference_version",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    previous = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    loaded_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    loaded_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reference_version", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "submission",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    create_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    create_request = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    sign_off = table.Column<int>(type: "integer", nullable: false),
                    report_period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    instance_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
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
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    last_batch_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    sealed_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    receipt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_submission", x => new { x.province_code, x.submission_id });
                });

            migrationBuilder.CreateTable(
                name: "submission_batch",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false, collation: "C"),
                    submission_id = table.Column<string>(type: "character varying(36)", unicode: false, maxLength: 36, nullable: false, collation: "C"),
                    first_sequence = table.Column<long>(type: "bigint", nullable: false),
                    record_count = table.Column<int>(type: "integer", nullable: false),
                    results = table.Column<byte[]>(type: "bytea", nullable: false),
                    findings_total = table.Column<int>(type: "integer", nullable: false),
                    rule_set_version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    reference_version = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false, collation: "C"),
                    judged_on = table.Column<DateOnly>(type: "date", nullable: false),
                    committed_at = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
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
                name: "IX_project_province_code_report_period",
                table: "project",
                columns: new[] { "province_code", "report_period" });

            migrationBuilder.CreateIndex(
                name: "IX_project_beneficiary_name_key",
                table: "project_beneficiary",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "IX_project_beneficiary_tax_code",
                table: "project_beneficiary",
                column: "tax_code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "call_audit");

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
                name: "period_finding");

            migrationBuilder.DropTable(
                name: "project");

            migrationBuilder.DropTable(
                name: "project_beneficiary");

            migrationBuilder.DropTable(
                name: "province_head");

            migrationBuilder.DropTable(
                name: "province_period");

            migrationBuilder.DropTable(
                name: "reference_version");

            migrationBuilder.DropTable(
                name: "submission");

            migrationBuilder.DropTable(
                name: "submission_batch");
        }
    }
}

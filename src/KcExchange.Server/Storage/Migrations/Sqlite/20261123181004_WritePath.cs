using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KcExchange.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WritePath : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_project_province_code_centre_code",
                table: "project");

            migrationBuilder.DropIndex(
                name: "IX_project_province_code_plan_year_status",
                table: "project");

            migrationBuilder.DropIndex(
                name: "IX_project_province_code_project_code",
                table: "project");

            migrationBuilder.DropIndex(
                name: "IX_funding_province_code_budget_year_report_period",
                table: "funding");

            migrationBuilder.CreateTable(
                name: "call_audit",
                columns: table => new
                {
                    audit_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    caller = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    detail = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    submission_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_audit", x => x.audit_id);
                });

            migrationBuilder.CreateTable(
                name: "project_beneficiary",
                columns: table => new
                {
                    province_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    record_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    tax_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 14, nullable: false),
                    name_key = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    item_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    plan_year = table.Column<int>(type: "INTEGER", nullable: false),
                    activity_key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    fair_abroad = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_beneficiary", x => new { x.province_code, x.record_key, x.ordinal });
                });

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
                name: "project_beneficiary");

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
                name: "IX_funding_province_code_budget_year_report_period",
                table: "funding",
                columns: new[] { "province_code", "budget_year", "report_period" });
        }
    }
}

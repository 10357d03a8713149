using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Support;

/// <summary>Valid records of Tuyên Quang (08), to be spoilt by a test in one place.</summary>
internal static class TestRecords
{
    /// <summary>A day on which every test's figures are true.</summary>
    public static readonly DateOnly Day = new(2026, 9, 30);

    public static ExchangeRecord Centre(string code = "KCT-08-01", long version = 1) => Envelope(version, record =>
        record.Centre = new Centre
        {
            CentreCode = code,
            NameVi = "Trung tâm Khuyến công và Xúc tiến thương mại tỉnh Tuyên Quang",
            LegalForm = "TTKC_XTTM",
            AutonomyGroup = "N3",
            ParentUnit = "Sở Công Thương tỉnh Tuyên Quang",
            EstablishedDecision = "125/QĐ-UBND",
            EstablishedDate = new DateOnly(2025, 7, 15).ToCivilDate(),
            Status = "HOAT_DONG",
            StatusDate = new DateOnly(2025, 7, 15).ToCivilDate(),
            TaxCode = "5000123459",
            Address = "Số 1 đường 17 tháng 8",
            CommuneCode = TuyenQuangCommune,
            LeadCentre = true,
            StaffTotal = 20,
            StaffQuota = 22,
            StaffCivil = 2,
            StaffPublic = 15,
            StaffContract = 3,
            StaffKhuyenCong = 12,
            Directors = 1,
            DeputyDirectors = 2,
            StaffByQualification =
            {
                new StaffQualification { Code = "DH", Count = 16 },
                new StaffQualification { Code = "CD", Count = 4 },
            },
            PremisesArea = 45050,
            PremisesOwnership = "SO_HUU",
            PremisesState = "TOT",
            CollaboratorsTotal = 60,
            CollaboratorsCommune = 60,
            CommunesCovered = 55,
            BudgetKhuyenCongYear = 5_000_000_000,
        });

    public static ExchangeRecord Project(int number = 1, long version = 1, string centre = "KCT-08-01") =>
        Envelope(version, record => record.Project = new Project
        {
            ProjectCode = $"KC-08-2026-DP-{number:0000}",
            NameVi = "Hỗ trợ ứng dụng máy móc tiên tiến trong chế biến chè",
            PlanYear = 2026,
            FundingLevel = "KCDP_TINH",
            ProjectType = "CU_THE",
            ActivityCategories = { "ND3" },
            ActivityKey = "MACHINERY",
            Sector = "NN1",
            CentreCode = centre,
            ImplementingUnit = "Trung tâm Khuyến công và Xúc tiến thương mại",
            CommuneCode = TuyenQuangCommune,
            Address = "Thôn 2",
            StartDate = new DateOnly(2026, 3, 1).ToCivilDate(),
            EndDate = new DateOnly(2026, 11, 30).ToCivilDate(),
            TotalCost = 600_000_000,
            SupportAmount = 200_000_000,
            CounterpartAmount = 400_000_000,
            CommitmentNoDouble = true,
            Status = "REGISTERED",
            StatusDate = new DateOnly(2026, 1, 10).ToCivilDate(),
            RegistrationDate = new DateOnly(2026, 1, 10).ToCivilDate(),
            LifeCycleSteps =
            {
                new LifeCycleStep
                {
                    Status = "REGISTERED", Date = new DateOnly(2026, 1, 10).ToCivilDate(), DocumentNo = "12/SCT-KC",
                },
            },
            Beneficiaries =
            {
                new Beneficiary
                {
                    TaxCode = TaxCodeOf(number),
                    Name = $"Hợp tác xã Chè Sử Anh {number}",
                    BeneficiaryType = "HTX",
                    SupportVnd = 200_000_000,
                    ItemCostVnd = 600_000_000,
                    Workers = 25,
                },
            },
        });

    public static ExchangeRecord Funding(int number = 1, long version = 1, string period = "2026-Q3") =>
        Envelope(version, record => record.Funding = new Funding
        {
            BudgetYear = 2026,
            FundingLevel = "KCDP_TINH",
            FundingSource = "NSDP",
            Scope = "PROJECT",
            ProjectCode = $"KC-08-2026-DP-{number:0000}",
            DecisionNo = "88/QĐ-UBND",
            DecisionDate = new DateOnly(2026, 2, 1).ToCivilDate(),
            PlanAmount = 200_000_000,
            AllocatedAmount = 200_000_000,
            AdvancedAmount = 100_000_000,
            DisbursedAmount = 100_000_000,
            AcceptedAmount = 0,
            SettledAmount = 0,
        }, period);

    public static ExchangeRecord Deletion(ExchangeRecord record, long version)
    {
        var deletion = record.Clone();
        deletion.SourceVersion = version;
        deletion.Operation = Operation.Delete;
        return deletion;
    }

    /// <summary>Each project supports its own establishment, or rules over several projects would speak.</summary>
    public static string TaxCodeOf(int number)
    {
        for (var digits = 500_012_345 + (3 * (number - 1)); ; digits++)
            for (var check = 0; check < 10; check++)
                if (TaxCode.IsValid($"{digits}{check}")) return $"{digits}{check}";
    }

    /// <summary>Xã Ngọc Đường.</summary>
    private const string TuyenQuangCommune = "00700";

    private static ExchangeRecord Envelope(long version, Action<ExchangeRecord> body, string period = "2026-Q3")
    {
        var record = new ExchangeRecord
        {
            SourceVersion = version,
            ProvinceCode = "08",
            ReferenceDate = Day.ToCivilDate(),
            ReportPeriod = period,
            SubmitterUnit = "Sở Công Thương tỉnh Tuyên Quang",
            // In time (KC-GEN-012), on whatever day the tests run.
            OfficialLetterDate = new DateOnly(2026, 10, 8).ToCivilDate(),
            Operation = Operation.Upsert,
        };
        body(record);
        return record;
    }
}

/// <summary>Small changes of a record.</summary>
internal static class RecordChanges
{
    /// <summary>A copy with another source_version.</summary>
    public static ExchangeRecord With(this ExchangeRecord record, long version)
    {
        var copy = record.Clone();
        copy.SourceVersion = version;
        return copy;
    }
}

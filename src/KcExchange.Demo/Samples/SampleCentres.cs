using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>The centres of a province: its history before the merger, the years after, this year's quarters.</summary>
/// <param name="province">Province.</param>
/// <param name="dice">Random numbers.</param>
/// <param name="names">Names and numbers.</param>
internal sealed class SampleCentres(SampleProvince province, Dice dice, SampleNames names)
{
    private readonly string _taxCode = names.TaxCode();
    private readonly string _commune = province.Communes[0].Code;

    /// <summary>All records.</summary>
    public IEnumerable<ExchangeRecord> Make()
    {
        foreach (var (code, name, centre) in province.Before) yield return Old(code, name, centre);
        yield return Current("2025-Y", new DateOnly(2025, 12, 31), merged: true);
        yield return Current("2026-Q1", new DateOnly(2026, 3, 31));
        yield return Current("2026-Q2", new DateOnly(2026, 6, 30));
        yield return Current(SampleProvince.Period, SampleProvince.ReferenceDate);
        yield return Second();
    }

    /// <summary>Code of the second unit that also carries out projects.</summary>
    public string SecondCode => province.CentreCode[..^2] + "09";

    private ExchangeRecord Old(string code, string name, string centre)
    {
        var record = Record("2024-Y", new DateOnly(2024, 12, 31), centre, $"Trung tâm Khuyến công {name}");
        record.ProvinceCode = code;
        record.ProvinceName = name;
        var body = record.Centre;
        body.LegalForm = "TTKC";
        body.CommuneCode = "";
        body.LeadCentre = true;
        body.EstablishedDecision = "215/QĐ-UBND";
        body.EstablishedDate = new DateOnly(2012, 4, 16).ToCivilDate();
        body.StatusDate = new DateOnly(2012, 4, 16).ToCivilDate();
        body.CollaboratorsDistrict = 8;
        body.CollaboratorsTotal = body.CollaboratorsCommune + 8;
        return record;
    }

    private ExchangeRecord Current(string period, DateOnly day, bool merged = false)
    {
        var record = Record(period, day, province.CentreCode, province.CentreName);
        record.Centre.LegalForm = "TTKC_XTTM";
        record.Centre.PredecessorCodes.Add(
            province.Before.Select(before => before.Centre).Where(code => code != province.CentreCode));
        record.Centre.LeadCentre = true;
        record.Centre.MergedInPeriod = merged;
        return record;
    }

    private ExchangeRecord Second()
    {
        var record = Record(
            SampleProvince.Period, SampleProvince.ReferenceDate, SecondCode,
            $"Trung tâm Dịch vụ khuyến công số 2 {province.Name}");
        record.Centre.LegalForm = "TO_CHUC_DV_KHAC";
        return record;
    }

    private ExchangeRecord Record(string period, DateOnly day, string code, string name)
    {
        // From quarter to quarter less than half of the staff comes or goes.
        var staff = dice.Next(24, 34);
        var civil = dice.Next(1, 3);
        var contract = dice.Next(2, 6);
        var covered = dice.Next(30, 60);
        var record = province.Common;
        record.ReportPeriod = period;
        record.ReferenceDate = day.ToCivilDate();
        record.Centre = new Centre
        {
            CentreCode = code,
            NameVi = name,
            AutonomyGroup = dice.Of("N3", "N4"),
            ParentUnit = $"Sở Công Thương {province.Name}",
            EstablishedDecision = "318/QĐ-UBND",
            EstablishedDate = new DateOnly(2025, 8, 15).ToCivilDate(),
            Status = "HOAT_DONG",
            StatusDate = new DateOnly(2025, 8, 15).ToCivilDate(),
            TaxCode = _taxCode,
            Address = "Số 12 đường Trần Phú",
            CommuneCode = _commune,
            StaffTotal = staff,
            StaffQuota = staff + 2,
            StaffCivil = civil,
            StaffPublic = staff - civil - contract,
            StaffContract = contract,
            StaffKhuyenCong = staff - 6,
            StaffTrainedYear = dice.Next(4, 12),
            Directors = 1,
            DeputyDirectors = 2,
            Branches = dice.Next(0, 2),
            PremisesArea = dice.Next(35_000, 92_000),
            PremisesOwnership = dice.Of("SO_HUU", "CHUNG"),
            PremisesState = dice.Of("TOT", "XUONG_CAP"),
            Vehicles = dice.Next(1, 3),
            EquipmentNeedVnd = dice.Millions(400, 2500),
            CollaboratorsTotal = covered + 5,
            CollaboratorsCommune = covered + 5,
            CommunesCovered = covered,
            CollaboratorPayMonth = 500_000,
            BudgetKhuyenCongYear = dice.Millions(4000, 9000),
            RevenueServicesYear = dice.Millions(300, 900),
        };
        record.Centre.StaffByQualification.Add(Qualifications(staff));
        record.Centre.Equipment.Add(Equipment());
        return record;
    }

    private IEnumerable<StaffQualification> Qualifications(int staff)
    {
        var postgraduate = dice.Next(2, 5);
        var college = dice.Next(1, 4);
        yield return new StaffQualification { Code = "SDH", Count = postgraduate };
        yield return new StaffQualification { Code = "DH", Count = staff - postgraduate - college };
        yield return new StaffQualification { Code = "CD", Count = college };
    }

    private IEnumerable<Equipment> Equipment()
    {
        foreach (var (type, year) in new[] { ("MAY_TINH", 2021), ("MAY_TINH", 2024), ("DAO_TAO", 2022),
            ("PHUONG_TIEN", 2019) })
        {
            var quantity = type == "PHUONG_TIEN" ? 2 : dice.Next(4, 15);
            var broken = dice.Next(0, 1);
            yield return new Equipment
            {
                EquipmentType = type,
                Year = year,
                Quantity = quantity,
                Working = quantity - broken,
                Broken = broken,
                OriginalCostVnd = quantity * (type == "PHUONG_TIEN" ? 620_000_000L : 14_500_000L),
            };
        }
    }
}

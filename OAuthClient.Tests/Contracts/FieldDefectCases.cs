using System.Reflection;

namespace OAuthClient.Tests.Contracts;

/// <summary>A planted defect for each field of a record and of the records in it, found by reflection.</summary>
internal static class FieldDefectCases
{
    public static IEnumerable<TestCaseData> Of(Type record, Func<string, bool>? isExcepted = null) =>
        from field in FieldsOf(record, "")
        where isExcepted is null || !isExcepted(field.Path)
        from defect in FieldDefect.For(field.Type)
        where IsPossible(field.Path, defect)
        select CreateCase(field.Path, defect);

    public static IEnumerable<TestCaseData> CutsOf(Type record, Func<string, bool>? isExcepted = null) =>
        from field in FieldsOf(record, "")
        where FieldDefect.IsText(field.Type) && (isExcepted is null || !isExcepted(field.Path))
        select CreateCase(field.Path, FieldDefect.CutTo(ColumnLengthOf(field.Path)));

    private static IEnumerable<(string Path, Type Type)> FieldsOf(Type record, string path) =>
        from field in record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where field.CanWrite
        from found in IsRecord(field.PropertyType)
            ? FieldsOf(field.PropertyType, $"{path}{field.Name}.").Prepend((path + field.Name, field.PropertyType))
            : [(path + field.Name, field.PropertyType)]
        select found;

    // A location is in printable ASCII, and a browser ignores spaces at its end.
    private static bool IsPossible(string path, FieldDefect defect) =>
        !path.EndsWith(nameof(OAuthResponse.Location), StringComparison.Ordinal)
        || defect.Name is not ("in Latin-1" or "without the space at its end");

    private static bool IsRecord(Type type) => type == typeof(OAuthOutcome)
        || type == typeof(OAuthError)
        || type == typeof(OAuthResponse);

    private static int ColumnLengthOf(string path) => path.Split('.')[^1] switch
    {
        nameof(PendingDance.BrowserKeyDigest) or nameof(FinishedDance.CallbackDigest) => 40,
        nameof(PendingDance.Provider) => 64,
        nameof(OAuthOutcome.Account) => 100,
        nameof(PendingDance.ClientId) or nameof(PendingDance.User) => 200,
        _ => 2_000,
    };

    private static TestCaseData CreateCase(string path, FieldDefect defect) =>
        new TestCaseData(path, defect).SetArgDisplayNames(path, defect.Name);
}

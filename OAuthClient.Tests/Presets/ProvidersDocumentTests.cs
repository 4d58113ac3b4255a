namespace OAuthClient.Tests.Presets;

/// <summary>What is written from the file is what the file says now.</summary>
public class ProvidersDocumentTests
{
    private const string Again = "WRITE_PROVIDERS=1 dotnet test OAuthClient.Tests -c Release --filter ProvidersDocumentTests";

    [Test]
    public Task The_page_says_what_the_file_says() => CompareAsync(ProvidersDocument.Page, ProvidersDocument.PageText());

    [Test]
    public Task The_members_are_those_of_the_file() => CompareAsync(ProvidersDocument.Members, ProvidersDocument.MembersText());

    [Test]
    public void The_page_tells_what_each_quirk_means() =>
        Assert.That(PresetValueTests.Quirks.Where(quirk => !ProvidersDocument.PageText().Contains($"\n| `{quirk}` | ", StringComparison.Ordinal)), Is.Empty);

    private static async Task CompareAsync(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("WRITE_PROVIDERS") == "1")
            await File.WriteAllTextAsync(Repository.PathOf(file), text.ReplaceLineEndings("\n"));
        Assert.That(Repository.Read(file), Is.EqualTo(text.ReplaceLineEndings("\n")), $"if providers.json is right: {Again}");
    }
}

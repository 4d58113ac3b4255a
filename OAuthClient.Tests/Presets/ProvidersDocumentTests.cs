namespace OAuthClient.Tests.Presets;

/// <summary>The files that are generated from the presets' file are up to date.</summary>
public class ProvidersDocumentTests
{
    [Test]
    public Task The_providers_page_matches_the_presets_file() =>
        CompareAsync(ProvidersDocument.PagePath, ProvidersDocument.PageText());

    [Test]
    public Task The_members_of_Providers_match_the_presets_file() =>
        CompareAsync(ProvidersDocument.MembersPath, ProvidersDocument.MembersText());

    [Test]
    public void The_providers_page_explains_each_quirk()
    {
        var page = ProvidersDocument.PageText();
        Assert.That(
            PresetValueTests.OAuth2QuirkNames.Where(
                quirk => !page.Contains($"\n| `{quirk}` | ", StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public void The_providers_page_explains_each_rule_of_a_refresh()
    {
        var page = ProvidersDocument.PageText();
        Assert.That(
            PresetValueTests.RefreshRuleNames.Where(
                rule => !page.Contains($"\n| `{rule}` | ", StringComparison.Ordinal)),
            Is.Empty);
    }

    private static async Task CompareAsync(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("WRITE_PROVIDERS") == "1")
            await File.WriteAllTextAsync(Repository.PathOf(file), text.ReplaceLineEndings("\n"));
        Assert.That(
            Repository.Read(file),
            Is.EqualTo(text.ReplaceLineEndings("\n")),
            $"if providers.json is right: {ProvidersDocument.RegenerateCommand}");
    }
}

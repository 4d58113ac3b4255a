using System.Reflection;
using OAuthClient.Testing.Contracts;

namespace OAuthClient.Tests.Storage;

/// <summary>The store that docs/tokens.md shows keeps every rule of the contract.</summary>
public class DocumentedStoreTests
{
    private static readonly Lazy<Type> Store = new(Compile);

    private static IEnumerable<TestCaseData> Rules =>
        TokenStoreContract.RulesFor(LeaseEnd.ByClock)
            .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Name));

    [TestCaseSource(nameof(Rules))]
    public async Task The_documented_store_keeps_the_rule(StoreRule<TokenStoreSubject> rule)
    {
        using var directory = new TempDirectory();
        var database = $"Data Source={Path.Combine(directory.Path, "test.db")};Pooling=False";
        var seal = SealKeys.CreateSeal(1);
        await rule.CheckAsync(new(time => (ITokenStore)Activator.CreateInstance(Store.Value, database, seal, time)!)
        {
            OperationCount = 200,
        });
    }

    private static Type Compile()
    {
        var block = Document.Blocks("docs/tokens.md").Single(block => block.Heading == "A store of your own");
        using var assembly = new MemoryStream();
        var emitted = DocumentCompiler.Compile(block).Emit(assembly);
        Assert.That(emitted.Success, Is.True, string.Join('\n', emitted.Diagnostics));
        return Assembly.Load(assembly.ToArray()).GetTypes()
            .Single(type => typeof(ITokenStore).IsAssignableFrom(type));
    }
}

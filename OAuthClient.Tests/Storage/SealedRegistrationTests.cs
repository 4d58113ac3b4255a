using System.Text;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

/// <summary>A sealed registration is hidden, and bound to its key.</summary>
public class SealedRegistrationTests
{
    private static readonly RegistrationKey Key = new("https://issuer.example", "default", ["https://a.example/cb"]);

    private static readonly ClientRegistration Registration = new()
    {
        ClientId = "id",
        ClientSecret = "the-secret",
        TokenEndpointAuthMethod = "client_secret_basic",
        RegistrationAccessToken = "the-token",
    };

    [Test]
    public async Task A_sealed_file_holds_no_secret()
    {
        using var directory = new TempDirectory();
        await new FileRegistrationStore(directory.Path, SealKeys.CreateSeal(1)).PutAsync(Key, Registration, null);
        var file = Directory.GetFiles(directory.Path, "*.registration").Single();
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
        Assert.That(text, Does.StartWith("OAuthRegistration").And.Not.Contain("the-secret").And.Not.Contain("the-token"));
    }

    [Test]
    public void A_record_is_damaged_in_the_place_of_another_issuer_or_as_a_token()
    {
        var seal = SealKeys.CreateSeal(1);
        var record = StoreFormat.Write(Registration, Key, seal);
        var other = new RegistrationKey("https://issuer.example/", "default", ["https://a.example/cb"]);
        Assert.That(StoreFormat.ReadRegistration(record, Key, seal).ClientSecret.Reveal(), Is.EqualTo("the-secret"));
        Assert.Throws<DamagedRecordException>(() => StoreFormat.ReadRegistration(record, other, seal));
        Assert.Throws<DamagedRecordException>(() => StoreFormat.ReadRegistration(record, Key, SealKeys.CreateSeal(2)));
        Assert.Throws<DamagedRecordException>(() => StoreFormat.ReadToken(StoreFormat.Write(Registration)));
    }

    [Test]
    public async Task A_file_of_another_registration_is_refused_with_what_to_do()
    {
        using var directory = new TempDirectory();
        var store = new FileRegistrationStore(directory.Path, Insecure.UnsealedTokens);
        var other = new RegistrationKey("https://other.example", "default", []);
        await store.PutAsync(Key, Registration, null);
        File.Move(
            Path.Combine(directory.Path, $"{StoreFormat.NameOf(Key)}.registration"),
            Path.Combine(directory.Path, $"{StoreFormat.NameOf(other)}.registration"));
        var damaged = await Assert.ThrowsAsync<DamagedRecordException>(async () => await store.GetAsync(other));
        Assert.That(damaged!.Message, Does.Contain("another registration").And.Contain("registers anew"));
    }
}

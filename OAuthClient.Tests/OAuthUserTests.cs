using System.Globalization;

namespace OAuthClient.Tests;

public class OAuthUserTests
{
    [Test]
    public void A_key_of_any_usual_type_makes_a_user()
    {
        const int number = 7;
        const long large = 9_000_000_000;
        var guid = Guid.Parse("0F8FAD5B-D9CB-469F-A165-70867728950E");
        OAuthUser[] users = [number, large, guid, "anna", (short)-1];
        Assert.That(
            users.Select(user => user.Id),
            Is.EqualTo(new[] { "7", "9000000000", "0f8fad5b-d9cb-469f-a165-70867728950e", "anna", "-1" }));
        Assert.That(OAuthAnswer.StoreFor(number).ToString(), Is.EqualTo("store for 7"));
    }

    [Test]
    public void The_culture_changes_no_key()
    {
        var culture = new CultureInfo("") { NumberFormat = { NegativeSign = "minus" } };
        using var _ = new CultureScope(culture);
        Assert.That(OAuthUser.FromInt64(-1).Id, Is.EqualTo("-1"));
    }

    [Test]
    public void The_key_of_a_row_that_is_not_saved_is_refused()
    {
        Assert.That(() => OAuthAnswer.StoreFor(0), Throws.ArgumentException.With.Message.Contains("not saved yet"));
        Assert.That(() => OAuthUser.FromGuid(default), Throws.ArgumentException.With.Message.Contains("not saved yet"));
        Assert.That(OAuthUser.FromString("0").Id, Is.EqualTo("0"));
    }

    [Test]
    public void Or_keeps_a_known_user()
    {
        Assert.That(new OAuthUser("1").Or("2"), Is.EqualTo(new OAuthUser("1")));
        Assert.That(OAuthUser.Unknown.Or("2"), Is.EqualTo(new OAuthUser("2")));
    }

    private sealed class CultureScope : IDisposable
    {
        private readonly CultureInfo _before = CultureInfo.CurrentCulture;

        public CultureScope(CultureInfo culture) => CultureInfo.CurrentCulture = culture;

        public void Dispose() => CultureInfo.CurrentCulture = _before;
    }
}

using System.Text;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

public class StoreSealTests
{
    private const string Record = "the record with its canary";
    private const string Place = "here";

    // Made with another library, from what the remarks of StoreSeal say.
    private const string FirstVersion = "01aee11ca9a0485431000102030405060708090a0b603a75b8f9b6c7df483a4662905b8e6a458536faa6e78f8399503c8bd12ca4fd57e0ed015ab1c494270a";

    [Test]
    public void What_was_sealed_is_opened()
    {
        var seal = new StoreSeal(Keys.Bytes(1));
        Assert.That(Encoding.UTF8.GetString(seal.Open(Sealed(seal), Place)), Is.EqualTo(Record));
    }

    [Test]
    public void Nothing_of_the_record_is_seen_in_the_envelope_and_no_two_envelopes_are_the_same()
    {
        var seal = new StoreSeal(Keys.Bytes(1));
        var (one, other) = (Sealed(seal), Sealed(seal));
        Assert.That(Encoding.Latin1.GetString(one), Does.Not.Contain("canary"));
        Assert.That(one.AsSpan(37).ToArray(), Is.Not.EqualTo(other.AsSpan(37).ToArray()));
    }

    [Test]
    public void An_envelope_of_the_first_version_is_opened_for_ever()
    {
        var envelope = Convert.FromHexString(FirstVersion);
        Assert.That(Encoding.UTF8.GetString(new StoreSeal(Keys.Bytes(1)).Open(envelope, Place)), Is.EqualTo(Record));
    }

    [Test]
    public void Each_bit_that_is_turned_and_each_cut_is_noticed()
    {
        var seal = new StoreSeal(Keys.Bytes(1));
        var envelope = Sealed(seal);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            byte[] changed = [.. envelope];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertDamaged(() => seal.Open(changed, Place));
        }
        for (var length = 0; length < envelope.Length; length++)
            AssertDamaged(() => seal.Open(envelope.AsSpan(0, length), Place));
        AssertDamaged(() => seal.Open([.. envelope, 0], Place));
    }

    [TestCase("There")]
    [TestCase("here ")]
    [TestCase("")]
    public void In_another_place_it_is_not_opened(string place)
    {
        var seal = new StoreSeal(Keys.Bytes(1));
        AssertDamaged(() => seal.Open(Sealed(seal), place));
    }

    [Test]
    public void Every_key_opens_and_the_first_seals()
    {
        var (older, both) = (new StoreSeal(Keys.Bytes(1)), StoreSeal.Parse($"{Keys.Text(2)}, {Keys.Text(1)}\n"));
        Assert.That(both.Open(Sealed(older), Place), Is.EqualTo(Encoding.UTF8.GetBytes(Record)));
        Assert.That(new StoreSeal(Keys.Bytes(2)).Open(Sealed(both), Place), Is.EqualTo(Encoding.UTF8.GetBytes(Record)));
        var refused = Assert.Throws<DamagedRecordException>(() => older.Open(Sealed(both), Place))!;
        Assert.That(refused.Message, Does.Contain("key").And.Contain("behind the first"));
    }

    [Test]
    public void What_is_not_sealed_is_called_so() => Assert.That(
        () => new StoreSeal(Keys.Bytes(1)).Open("{\"v\":1}"u8, Place),
        Throws.TypeOf<DamagedRecordException>().With.Message.Contains("not sealed"));

    [TestCase(0)]
    [TestCase(16)]
    [TestCase(31)]
    [TestCase(33)]
    public void A_key_of_another_length_is_refused_with_how_to_make_one(int length) => Assert.That(
        () => new StoreSeal(Keys.Bytes(1), [.. Enumerable.Repeat((byte)7, length)]),
        Throws.ArgumentException.With.Message.Contains("RandomNumberGenerator.GetBytes(32)").And.Message.Contains($"has {length}."));

    [TestCase("")]
    [TestCase(" , ")]
    [TestCase("not base64!")]
    [TestCase("AQEB")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Keys_that_cannot_be_read_are_refused_and_not_quoted(string keys)
    {
        var refused = Assert.Throws<ArgumentException>(() => StoreSeal.Parse(keys))!;
        Assert.That(refused.ToString(), Does.Contain("RandomNumberGenerator.GetBytes(32)"));
        Assert.That(keys.Length > 3 && refused.ToString().Contains(keys, StringComparison.Ordinal), Is.False);
    }

    [Test]
    public void No_seal_without_a_key() => Assert.That(() => new StoreSeal(), Throws.ArgumentException);

    [Test]
    public void A_key_that_is_overwritten_afterwards_is_still_the_one_that_was_given()
    {
        var key = Keys.Bytes(1);
        var seal = new StoreSeal(key);
        Array.Clear(key);
        Assert.That(seal.Open(Convert.FromHexString(FirstVersion), Place), Is.EqualTo(Encoding.UTF8.GetBytes(Record)));
    }

    [Test]
    public void It_prints_without_its_keys()
    {
        var shown = StoreSeal.Parse($"{Keys.Text(2)} {Keys.Text(1)}").ToString();
        Assert.That(shown, Does.Match("^StoreSeal { 2 keys, seals with [0-9a-f]{16} }$").And.Not.Contain("0202").And.Not.Contain(Keys.Text(2)));
    }

    private static byte[] Sealed(StoreSeal seal) => seal.Seal(Encoding.UTF8.GetBytes(Record), Place);

    private static void AssertDamaged(Action open)
    {
        var damaged = Assert.Throws<DamagedRecordException>(() => open())!;
        Assert.That(damaged.ToString(), Does.Not.Contain("canary"));
    }
}

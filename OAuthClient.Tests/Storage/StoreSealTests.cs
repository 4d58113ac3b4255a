using System.Text;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

public class StoreSealTests
{
    private const string RecordText = "the record with its canary";
    private const string RecordPlace = "here";

    // This envelope was made without StoreSeal, from the format in the remarks of StoreSeal.
    private const string FirstVersionEnvelope =
        "01aee11ca9a0485431000102030405060708090a0b603a75b8f9b6c7df483a46"
        + "62905b8e6a458536faa6e78f8399503c8bd12ca4fd57e0ed015ab1c494270a";

    [Test]
    public void A_sealed_record_can_be_opened()
    {
        var seal = new StoreSeal(SealKeys.CreateBytes(1));
        Assert.That(Encoding.UTF8.GetString(seal.Open(SealRecord(seal), RecordPlace)), Is.EqualTo(RecordText));
    }

    [Test]
    public void An_envelope_hides_its_record_and_no_two_envelopes_are_equal()
    {
        var seal = new StoreSeal(SealKeys.CreateBytes(1));
        var one = SealRecord(seal);
        var other = SealRecord(seal);
        Assert.That(Encoding.Latin1.GetString(one), Does.Not.Contain("canary"));
        Assert.That(one.AsSpan(37).ToArray(), Is.Not.EqualTo(other.AsSpan(37).ToArray()));
    }

    [Test]
    public void An_envelope_of_the_first_format_version_can_still_be_opened()
    {
        var envelope = Convert.FromHexString(FirstVersionEnvelope);
        Assert.That(
            Encoding.UTF8.GetString(new StoreSeal(SealKeys.CreateBytes(1)).Open(envelope, RecordPlace)),
            Is.EqualTo(RecordText));
    }

    [Test]
    public void An_envelope_with_a_flipped_bit_or_a_changed_length_is_damaged()
    {
        var seal = new StoreSeal(SealKeys.CreateBytes(1));
        var envelope = SealRecord(seal);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            byte[] changed = [.. envelope];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertDamaged(() => seal.Open(changed, RecordPlace));
        }
        for (var length = 0; length < envelope.Length; length++)
            AssertDamaged(() => seal.Open(envelope.AsSpan(0, length), RecordPlace));
        AssertDamaged(() => seal.Open([.. envelope, 0], RecordPlace));
    }

    [TestCase("There")]
    [TestCase("here ")]
    [TestCase("")]
    public void An_envelope_sealed_for_another_place_is_not_opened(string place)
    {
        var seal = new StoreSeal(SealKeys.CreateBytes(1));
        AssertDamaged(() => seal.Open(SealRecord(seal), place));
    }

    [Test]
    public void Every_key_opens_and_the_first_key_seals()
    {
        var older = new StoreSeal(SealKeys.CreateBytes(1));
        var both = StoreSeal.Parse($"{SealKeys.CreateBase64(2)}, {SealKeys.CreateBase64(1)}\n");
        Assert.That(both.Open(SealRecord(older), RecordPlace), Is.EqualTo(Encoding.UTF8.GetBytes(RecordText)));
        Assert.That(
            new StoreSeal(SealKeys.CreateBytes(2)).Open(SealRecord(both), RecordPlace),
            Is.EqualTo(Encoding.UTF8.GetBytes(RecordText)));
        var refused = Assert.Throws<DamagedRecordException>(() => older.Open(SealRecord(both), RecordPlace))!;
        Assert.That(refused.Message, Does.Contain("key").And.Contain("behind the first"));
    }

    [Test]
    public void The_error_for_an_unsealed_record_says_that_the_record_is_unsealed() => Assert.That(
        () => new StoreSeal(SealKeys.CreateBytes(1)).Open("{\"v\":1}"u8, RecordPlace),
        Throws.TypeOf<DamagedRecordException>().With.Message.Contains("not sealed"));

    [TestCase(0)]
    [TestCase(16)]
    [TestCase(31)]
    [TestCase(33)]
    public void The_error_for_a_key_of_a_wrong_length_says_how_to_make_a_key(int length) => Assert.That(
        () => new StoreSeal(SealKeys.CreateBytes(1), [.. Enumerable.Repeat((byte)7, length)]),
        Throws.ArgumentException.With.Message.Contains("RandomNumberGenerator.GetBytes(32)")
            .And.Message.Contains($"has {length}."));

    [TestCase("")]
    [TestCase(" , ")]
    [TestCase("not base64!")]
    [TestCase("AQEB")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Unreadable_keys_are_refused_and_not_quoted(string keys)
    {
        var refused = Assert.Throws<ArgumentException>(() => StoreSeal.Parse(keys))!;
        Assert.That(refused.ToString(), Does.Contain("RandomNumberGenerator.GetBytes(32)"));
        Assert.That(keys.Length > 3 && refused.ToString().Contains(keys, StringComparison.Ordinal), Is.False);
    }

    [Test]
    public void A_seal_without_a_key_is_refused() => Assert.That(() => new StoreSeal(), Throws.ArgumentException);

    [Test]
    public void A_seal_keeps_a_copy_of_its_key()
    {
        var key = SealKeys.CreateBytes(1);
        var seal = new StoreSeal(key);
        Array.Clear(key);
        Assert.That(
            seal.Open(Convert.FromHexString(FirstVersionEnvelope), RecordPlace),
            Is.EqualTo(Encoding.UTF8.GetBytes(RecordText)));
    }

    [Test]
    public void A_seal_prints_without_its_keys()
    {
        var shown = StoreSeal.Parse($"{SealKeys.CreateBase64(2)} {SealKeys.CreateBase64(1)}").ToString();
        Assert.That(
            shown,
            Does.Match("^StoreSeal { 2 keys, seals with [0-9a-f]{16} }$").And.Not.Contain("0202")
                .And.Not.Contain(SealKeys.CreateBase64(2)));
    }

    private static byte[] SealRecord(StoreSeal seal) => seal.Seal(Encoding.UTF8.GetBytes(RecordText), RecordPlace);

    private static void AssertDamaged(Action open)
    {
        var damaged = Assert.Throws<DamagedRecordException>(() => open())!;
        Assert.That(damaged.ToString(), Does.Not.Contain("canary"));
    }
}

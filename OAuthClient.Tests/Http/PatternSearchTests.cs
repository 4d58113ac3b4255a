using OAuthClient.Http;

namespace OAuthClient.Tests.Http;

/// <summary>Secrets are looked for in a number of steps that grows no faster than the text and the secret.</summary>
public class PatternSearchTests
{
    [TestCase("abcabcabc", "abc", "0+3 3+3 6+3")]
    [TestCase("aaaaa", "aa", "0+2 2+2")]
    [TestCase("aabaabaaab", "aabaaa", "3+6")]
    [TestCase("abxabcabd", "abcabd", "3+6")]
    [TestCase("xxabca", "abcabd", "2+4", Description = "the text ends inside the pattern")]
    [TestCase("xxab", "abcabd", "")]
    [TestCase("", "a", "")]
    public void Every_place_of_a_pattern_is_found(string text, string pattern, string places) =>
        Assert.That(
            string.Join(' ', Find(text, pattern).Select(found => $"{found.Start}+{found.Length}")), Is.EqualTo(places));

    [TestCase("a", "a", "b")]
    [TestCase("ab", "ab", "c")]
    [TestCase("aab", "aab", "aac")]
    [TestCase("abc", "xyz", "")]
    public void The_number_of_comparisons_grows_with_the_lengths_and_not_with_their_product(
        string text, string pattern, string end)
    {
        foreach (var count in new[] { 500, 4_000 })
        {
            var longText = Repeat(text, count);
            var longPattern = Repeat(pattern, count / 2) + end;
            Assert.That(
                CountComparisons(longText, longPattern),
                Is.LessThanOrEqualTo(2 * (longText.Length + longPattern.Length)));
        }
    }

    [TestCase("a", "a")]
    [TestCase("%61", "a")]
    [TestCase(@"\u0061", "a")]
    [TestCase("&#97;", "a")]
    [TestCase("%", "%")]
    [TestCase("&", "&")]
    [TestCase(@"\", @"\")]
    public void A_long_secret_that_is_nearly_repeated_is_masked_where_it_is_whole(string echo, string letter)
    {
        var secret = Repeat(letter, 4_000) + "END";
        var text = $"{Repeat(echo, 3_000)} {Repeat(echo, 4_000)}END.";
        Assert.That(EncodedSecret.MaskIn(text, secret), Is.EqualTo($"{Repeat(echo, 3_000)} ***."));
    }

    [TestCase("one %41b-secret", "%41b-secret", "one ***", Description = "as it is")]
    [TestCase("one %2541b-secret", "%41b-secret", "one ***", Description = "encoded")]
    [TestCase("one %41b%2dsecret", "%41b-secret", "one ***", Description = "encoded in part")]
    [TestCase("one s%E4lt!", "sält", "one ***!", Description = "octets in Latin-1")]
    [TestCase("one a😀b%F0%9F%98%80c!", "😀b😀", "one a***c!")]
    [TestCase(@"one a\ud83d\ude00c!", "😀", "one a***c!")]
    [TestCase("one it&apos;s!", "it's", "one ***!")]
    [TestCase("one secret,secret", "secret", "one ***,***")]
    [TestCase("one secretsecret", "secret", "one ******")]
    public void A_secret_is_masked_however_its_characters_are_encoded(string text, string secret, string shown) =>
        Assert.That(EncodedSecret.MaskIn(text, secret), Is.EqualTo(shown));

    private static List<(int Start, int Length)> Find(string text, string pattern) =>
        PatternSearch.Find<char>(text, pattern, minTail: 3);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static int CountComparisons(string text, string pattern)
    {
        var counter = new Counter();
        Counted[] counted = [.. text.Select(letter => new Counted(letter, counter))];
        Counted[] countedPattern = [.. pattern.Select(letter => new Counted(letter, counter))];
        PatternSearch.Find<Counted>(counted, countedPattern, minTail: 6);
        return counter.Value;
    }

    private sealed class Counter
    {
        public int Value { get; set; }
    }

    /// <summary>A character that counts its comparisons.</summary>
    private readonly struct Counted(char letter, Counter counter) : IEquatable<Counted>
    {
        private readonly char _letter = letter;

        public bool Equals(Counted other)
        {
            counter.Value++;
            return _letter == other._letter;
        }

        public override bool Equals(object? obj) => obj is Counted other && Equals(other);

        public override int GetHashCode() => _letter;
    }
}

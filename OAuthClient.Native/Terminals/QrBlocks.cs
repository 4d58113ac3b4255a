using QRCoder;

namespace OAuthClient.Native.Terminals;

/// <summary>A QR code in half blocks, with its quiet zone, for a terminal.</summary>
internal static class QrBlocks
{
    /// <returns>The rows; empty if the terminal is too narrow or the text too long.</returns>
    public static IReadOnlyList<string> Draw(string text, int columns)
    {
        try
        {
            using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
            using var drawing = new AsciiQRCode(code);
            var rows = drawing.GetGraphicSmall(drawQuietZones: true, endOfLine: "\n").TrimEnd('\n').Split('\n');
            return rows[0].Length <= columns ? rows : [];
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return [];
        }
    }
}

namespace Restpy.Backups.Files;

/// <summary>What a backup file says of itself, inside its encryption.</summary>
/// <param name="Set">The set it belongs to.</param>
/// <param name="Number">0 is the full snapshot, the changes count from 1.</param>
/// <param name="At">Whatever was answered before is in it.</param>
/// <param name="PageSize">Bytes of one page of the database.</param>
/// <param name="Pages">Pages of the whole database at that moment.</param>
/// <param name="Count">Pages that follow, each its number (four bytes, little-endian) and its bytes.</param>
/// <param name="Previous">SHA-256 of the file before it in the set, in hexadecimal; empty in the first.</param>
/// <param name="SetBefore">The newest other set when this one was begun; empty where there was none.</param>
internal sealed record BackupHeader(
    string Set, int Number, DateTimeOffset At, int PageSize, uint Pages, uint Count, string Previous, string SetBefore);

using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Restpy.Backups.Contract;

namespace Restpy.Backups.Stores;

/// <summary>
/// Backup files in a bucket. With Object Lock nobody, this program included, can change or delete one before its days
/// are over.
/// </summary>
internal sealed class BucketStore : IBackupStore, IDisposable
{
    private readonly BucketSettings _bucket;
    private readonly string _workFolder;
    private readonly int _days;
    private readonly TimeProvider _time;
    private readonly AmazonS3Client _client;
    private readonly TransferUtility _transfer;

    /// <param name="workFolder">On this machine, for the file that is being made.</param>
    /// <param name="days">How long a file is locked.</param>
    /// <param name="connections">How connections are made; null for the usual way.</param>
    public BucketStore(BucketSettings bucket, string workFolder, int days, TimeProvider time,
        HttpClientFactory? connections = null)
    {
        (_bucket, _workFolder, _days, _time) = (bucket, workFolder, days, time);
        var config = new AmazonS3Config
        {
            AuthenticationRegion = bucket.Region, HttpClientFactory = connections, Timeout = TimeSpan.FromMinutes(5),
            MaxErrorRetry = 3,
        };
        if (bucket.Endpoint is { } endpoint) (config.ServiceURL, config.ForcePathStyle) = (endpoint.ToString(), true);
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(bucket.Region);
        _client = bucket.AccessKey is { } key ? new(new BasicAWSCredentials(key, bucket.SecretKey), config)
            : new(config);
        _transfer = new(_client);
    }

    public string Place => $"the bucket {_bucket.Name}";

    public string WorkFolder
    {
        get
        {
            Platform.Data.DataFolder.MakeOwn(_workFolder);
            return _workFolder;
        }
    }

    public Task PutAsync(string name, string localFile, CancellationToken ct) => TryAsync(async () =>
    {
        var request = new TransferUtilityUploadRequest
        {
            BucketName = _bucket.Name, Key = _bucket.Prefix + name, FilePath = localFile,
        };
        if (_bucket.Lock)
        {
            request.ObjectLockMode = ObjectLockMode.Compliance;
            request.ObjectLockRetainUntilDate = _time.GetUtcNow().AddDays(_days).UtcDateTime;
        }
        await _transfer.UploadAsync(request, ct);
        File.Delete(localFile);
        return true;
    }, ct);

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken ct) =>
        TryAsync<IReadOnlyList<StoredFile>>(async () =>
    {
        var files = new List<StoredFile>();
        var request = new ListObjectsV2Request { BucketName = _bucket.Name, Prefix = _bucket.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request, ct);
            files.AddRange((page.S3Objects ?? [])
                .Select(
                o => new StoredFile(o.Key[_bucket.Prefix.Length..], o.Size ?? 0, $"{o.ETag} {o.LastModified:O}")));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }, ct);

    public Task<Stream> OpenAsync(string name, CancellationToken ct) =>
        TryAsync(async () => (await _client.GetObjectAsync(_bucket.Name, _bucket.Prefix + name, ct)).ResponseStream,
            ct);

    public Task DeleteAsync(string name, CancellationToken ct) => TryAsync(async () =>
    {
        await _client.DeleteObjectAsync(_bucket.Name, _bucket.Prefix + name, ct);
        return true;
    }, ct);

    public void Dispose()
    {
        _transfer.Dispose();
        _client.Dispose();
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> act, CancellationToken ct)
    {
        try
        {
            return await act();
        }
        // Also a server that does not answer in time, which .NET reports as a cancellation.
        catch (Exception lost)
        when (lost is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
            or TimeoutException
            || (lost is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new BackupFailedException(
                $"{char.ToUpperInvariant(Place[0])}{Place[1..]} cannot be used: {lost.Message}", lost);
        }
    }
}

#!/usr/bin/env python3
"""Submits JSON lines to the exchange, breaks off once if asked to, resumes, seals and prints what is to be mended.

The proof that the contract needs no .NET. Needs Debian's python3-grpcio and protobuf-compiler-grpc; the stubs are
generated from protos/ at every run, so they cannot grow old. Exit code: 0 all accepted, 1 something to mend, 2 failed.
"""
import argparse, os, pathlib, queue, subprocess, sys, time
import grpc
from google.protobuf import json_format

HERE = pathlib.Path(__file__).resolve().parent
WEIGHTS = ["?", "LƯU Ý", "CẢNH BÁO", "LỖI"]  # by number of the contract's Severity


def generate(protos=HERE.parents[1] / "protos", stubs=HERE / "generated"):
    stubs.mkdir(exist_ok=True)
    subprocess.run(["protoc", "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", f"--proto_path={protos}",
                    f"--python_out={stubs}", f"--grpc_python_out={stubs}",
                    *map(str, sorted(protos.glob("kcexchange/v1/*.proto")))], check=True)
    sys.path.insert(0, str(stubs))


def uuid7():
    text = f"{time.time_ns() // 1_000_000:012x}7{os.urandom(2).hex()[1:]}8{os.urandom(8).hex()[1:]}"
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def send(stub, submission_id, sender, records, batch_size, break_after):
    """One attempt, one batch at a time. False when it broke off: a batch is then under way and its fate unknown."""
    outbox = queue.SimpleQueue()
    call = stub.SubmitRecords(iter(outbox.get, None))
    outbox.put(service.SubmitRecordsRequest(open=service.Open(submission_id=submission_id, sender=sender)))
    opened = next(call).opened
    at = opened.next_sequence
    print(f"Lần gửi {sender.attempt}: gửi từ bản ghi {at}, bộ quy tắc {opened.judged_by.rule_set_version}")
    version = max(time.time_ns() // 1_000_000, opened.highest_source_version + 1)
    for fresh in (record for record in records if not record.source_version):
        fresh.source_version = version  # One reading, one version: stamped at the first attempt and kept.
    while at <= len(records):
        batch = records[at - 1:at - 1 + min(batch_size, opened.limits.max_batch_records)]
        outbox.put(service.SubmitRecordsRequest(batch=service.RecordBatch(first_sequence=at, records=batch)))
        if break_after and at + len(batch) > break_after:
            call.cancel()
            return False
        answer = next(call)
        while answer.HasField("drain"):  # What was sent is still answered; then UNAVAILABLE, and the next attempt.
            answer = next(call)
        at = answer.rewind.expected_sequence if answer.HasField("rewind") else answer.result.acknowledged_through + 1
    outbox.put(None)
    for _ in call:  # To the end: the call's status is its last word.
        pass
    return True


def seal_and_report(stub, submission_id, records):
    kinds = [getattr(result, f"RECORD_KIND_{record.WhichOneof('body').upper()}") for record in records]
    sealed = stub.SealSubmission(service.SealSubmissionRequest(
        submission_id=submission_id, total_records=len(records),
        count_by_kind=[submission.KindCount(kind=kind, count=kinds.count(kind)) for kind in sorted(set(kinds))]))
    token = None
    while token != "":
        page = stub.ListFindings(service.ListFindingsRequest(
            submission_id=submission_id, language="vi", page_token=token or ""))
        for found in page.findings:
            finding = found.finding
            print(f"Bản ghi {found.sequence} ({found.record_key}) {finding.rule_id} {WEIGHTS[finding.severity]} "
                  f"{finding.field_path}: {finding.message} {finding.cure}")
        token = page.next_page_token
    counts = {result.Outcome.Name(part.outcome)[8:]: part.count for part in sealed.submission.outcomes if part.count}
    print(f"Đã nhận {len(records)} bản ghi:", ", ".join(f"{name} {counts[name]}" for name in sorted(counts)))
    print(f"Biên nhận ký bằng khóa {sealed.receipt.key_id[:16]}, phiếu gửi {submission_id}")
    return 1 if counts.keys() & {"REJECTED", "STALE"} else 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", help="one ExchangeRecord in proto-JSON per line")
    for name in ("--server", "--ca", "--cert", "--key"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--batch", type=int, default=4, help="records in a batch")
    arguments.add_argument("--break-after", type=int, default=0, help="break off at this record once; 0 = never")
    given = arguments.parse_args()
    lines = pathlib.Path(given.file).read_text(encoding="utf-8").splitlines()
    records = [json_format.Parse(line, record.ExchangeRecord()) for line in lines if line.strip()]
    ca, key, cert = (pathlib.Path(file).read_bytes() for file in (given.ca, given.key, given.cert))
    with grpc.secure_channel(given.server, grpc.ssl_channel_credentials(ca, key, cert)) as channel:
        stub, submission_id = rpc.SubmissionServiceStub(channel), uuid7()
        stub.CreateSubmission(service.CreateSubmissionRequest(
            submission_id=submission_id, mode=submission.SUBMISSION_MODE_INCREMENTAL))
        instance_id, break_after = uuid7(), given.break_after
        for attempt in range(1, 6):
            sender = service.Sender(instance_id=instance_id, attempt=attempt, agent="kcx_submit.py/0.1", language="vi")
            try:
                if send(stub, submission_id, sender, records, given.batch, break_after):
                    return seal_and_report(stub, submission_id, records)
                print(f"Ngắt kết nối có chủ ý ở bản ghi {break_after}")
                break_after = 0
            except grpc.RpcError as failed:
                if failed.code() != grpc.StatusCode.UNAVAILABLE:
                    raise
                time.sleep(attempt)
    raise SystemExit("Máy chủ không nhận được sau 5 lần gửi.")


if __name__ == "__main__":
    generate()
    from kcexchange.v1 import exchange_record_pb2 as record, record_result_pb2 as result, submission_pb2 as submission
    from kcexchange.v1 import submission_service_pb2 as service, submission_service_pb2_grpc as rpc
    try:
        sys.exit(main())
    except grpc.RpcError as failed:
        print(f"{failed.code().name}: {failed.details()}", file=sys.stderr)
        sys.exit(2)

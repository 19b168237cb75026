"""像页面那样在长连接上做事：跑一页、展开、要下载、要上传的地址。"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from tests.access.wire import Answer, ask, run, session_number, until_finished

FORM = b'--xx\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\nhello\r\n--xx--\r\n'


def reply(wire: ClientConnection, message: BackMsg, kind: str, timeout: float = 30) -> ForwardMsg:
    """Send, and wait for an answer of that kind."""
    wire.send(message.SerializeToString())
    while True:
        received = ForwardMsg()
        received.ParseFromString(bytes(wire.recv(timeout=timeout)))  # type: ignore[arg-type]
        if received.WhichOneof("type") == kind:
            return received


def offered_downloads(wire: ClientConnection) -> tuple[str, list[str]]:
    """Open the overview and its first table; answers the page session's number and the numbers of the downloads."""
    first = run(wire)
    blocks = [one.delta.add_block for one in first if one.WhichOneof("type") == "delta"]
    opener = next(block.expandable.id for block in blocks if block.expandable.id.endswith("_more"))
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id=opener, bool_value=True)
    wire.send(message.SerializeToString())
    buttons = [
        one.delta.new_element.download_button for one in until_finished(wire) if one.WhichOneof("type") == "delta"
    ]
    return session_number(first), [button.deferred_file_id for button in buttons if button.deferred_file_id]


def download_request(session: str, number: str) -> BackMsg:
    """What pressing a download button sends."""
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = session
    message.backend_operation_request.deferred_file.file_id = number
    return message


def made_download(wire: ClientConnection) -> str:
    """Press the CSV button of the first table; answers the file's link."""
    session, numbers = offered_downloads(wire)
    answer = reply(wire, download_request(session, numbers[2]), "backend_operation_response")
    return answer.backend_operation_response.deferred_file.url


def upload_link(wire: ClientConnection) -> str:
    """Ask where to put a file, as an uploader does."""
    message = BackMsg()
    message.file_urls_request.request_id = "1"
    message.file_urls_request.file_names.append("a.xlsx")
    message.file_urls_request.session_id = session_number(run(wire))
    return reply(wire, message, "file_urls_response").file_urls_response.file_urls[0].upload_url


def put(
    port: int,
    link: str,
    cookie: str = "",
    body: bytes = FORM,
    method: str = "PUT",
) -> Answer:
    """Send a file as the page does, cross-site token and all."""
    token = ask(port, "/_stcore/health").cookies["_streamlit_xsrf"]
    cookies = f"{cookie}; _streamlit_xsrf={token}" if cookie else f"_streamlit_xsrf={token}"
    headers = [("X-Xsrftoken", token), ("Content-Type", "multipart/form-data; boundary=xx")]
    return ask(port, link, method, headers, body, cookie=cookies)

"""Backend of voicechat."""
import os
from pathlib import Path

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

VERSION = "0.3.0"
MODEL = Path("model/speech.onnx")

app = FastAPI(title="voicechat")


def speech_to_text() -> str:
    if os.getenv("STT_BACKEND") == "broken":
        return "unhealthy"
    return "healthy" if MODEL.exists() else "disabled"


@app.get("/api/health")
async def health():
    services = {
        "stt": speech_to_text(),
        "llm": "healthy" if os.getenv("OPENAI_API_KEY") else "unhealthy",
        "tts": "healthy",
    }
    return {"status": "healthy", "version": VERSION, "services": services}


@app.websocket("/ws/{client_id}")
async def talk(socket: WebSocket, client_id: str):
    await socket.accept()
    try:
        while True:
            await socket.send_text(f"{client_id}: {await socket.receive_text()}")
    except WebSocketDisconnect:
        pass

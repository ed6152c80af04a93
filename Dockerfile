FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement /tmp/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production STATIC_ROOT=/app/static
# certificates are drawn with these fonts
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin portal
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY .env.example manage.py ./
COPY deploy deploy
COPY portal portal
COPY campaigns campaigns
COPY suggestions suggestions
COPY search search
# the secrets of this step live as long as the step
RUN python deploy/new_env.py > /tmp/env && set -a && . /tmp/env && rm /tmp/env \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && install --directory --owner=portal var var/media var/private var/erasures
USER portal
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi:application"]

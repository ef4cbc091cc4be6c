from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                ('time', models.DateTimeField(verbose_name='时间')),
                ('actor', models.CharField(max_length=150, verbose_name='账号')),
                ('actor_name', models.CharField(blank=True, max_length=60, verbose_name='姓名')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='角色')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='单位')),
                ('action', models.CharField(max_length=60, verbose_name='操作')),
                ('object_kind', models.CharField(blank=True, max_length=60, verbose_name='对象类别')),
                ('object_id', models.CharField(blank=True, max_length=120, verbose_name='对象编号')),
                ('before', models.TextField(blank=True, verbose_name='之前')),
                ('after', models.TextField(blank=True, verbose_name='之后')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('request_id', models.CharField(blank=True, max_length=40, verbose_name='请求号')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来源地址')),
                ('prev_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': '审计记录',
                'verbose_name_plural': '审计记录',
                'ordering': ['-seq'],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='audit_head_is_one_row')],
            },
        ),
    ]

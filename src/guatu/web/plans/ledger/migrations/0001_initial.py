import django.db.models.deletion
import guatu.web.base.fields
from django.db import migrations, models
from django.conf import settings


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('indicators', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('starts_at', models.PositiveIntegerField(verbose_name='起')),
                ('ends_at', models.PositiveIntegerField(verbose_name='止')),
                ('code', models.CharField(max_length=20, verbose_name='编号')),
                ('kind', models.CharField(choices=[('target', 'target'), ('milestone', 'milestone'), ('action', 'action')], max_length=10, verbose_name='类别')),
                ('quote', models.TextField(verbose_name='原文')),
                ('sector', models.CharField(blank=True, max_length=60, verbose_name='领域')),
                ('period_kind', models.CharField(choices=[('by', 'by'), ('in', 'in'), ('each_year', 'each_year'), ('average', 'average'), ('open', 'open')], max_length=10, verbose_name='期限')),
                ('since', models.SmallIntegerField(blank=True, null=True, verbose_name='起始年')),
                ('until', models.SmallIntegerField(blank=True, null=True, verbose_name='截止年')),
                ('month', models.SmallIntegerField(blank=True, null=True, verbose_name='截止月')),
                ('day', models.SmallIntegerField(blank=True, null=True, verbose_name='截止日')),
                ('strength', models.CharField(choices=[('firm', 'firm'), ('strive', 'strive')], max_length=10, verbose_name='力度')),
                ('scope', models.CharField(blank=True, max_length=60, verbose_name='范围')),
                ('indicator', models.CharField(blank=True, max_length=200, verbose_name='指标')),
                ('measure', models.CharField(blank=True, choices=[('level', 'level'), ('growth', 'growth'), ('share', 'share'), ('increment', 'increment')], max_length=10, verbose_name='度量')),
                ('comparator', models.CharField(blank=True, choices=[('>=', '>='), ('>', '>'), ('<=', '<='), ('<', '<'), ('=', '='), ('~', '~'), ('range', 'range')], max_length=10, verbose_name='比较')),
                ('value', guatu.web.base.fields.ExactDecimalField(blank=True, null=True, verbose_name='数值')),
                ('value_max', guatu.web.base.fields.ExactDecimalField(blank=True, null=True, verbose_name='上限')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='单位')),
                ('direction', models.CharField(choices=[('up', 'up'), ('down', 'down')], max_length=10, verbose_name='方向')),
                ('base_year', models.SmallIntegerField(blank=True, null=True, verbose_name='基年')),
                ('relative_to', models.CharField(blank=True, max_length=60, verbose_name='相对于')),
                ('cumulative', models.BooleanField(default=False, verbose_name='累计')),
                ('nature', models.CharField(blank=True, max_length=10, verbose_name='属性')),
                ('lead', models.CharField(blank=True, max_length=120, verbose_name='牵头单位')),
                ('supporting', models.JSONField(blank=True, default=list, verbose_name='配合单位')),
                ('deadline_starts_at', models.PositiveIntegerField(blank=True, null=True)),
                ('deadline_ends_at', models.PositiveIntegerField(blank=True, null=True)),
                ('deadline_rule', models.CharField(blank=True, max_length=120)),
                ('also', models.JSONField(blank=True, default=list)),
                ('evidence', models.JSONField(blank=True, default=list)),
            ],
            options={
                'verbose_name': '条目',
                'verbose_name_plural': '条目',
                'ordering': ['plan', 'position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Heading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('starts_at', models.PositiveIntegerField(verbose_name='起')),
                ('ends_at', models.PositiveIntegerField(verbose_name='止')),
                ('depth', models.PositiveSmallIntegerField(verbose_name='层级')),
                ('text', models.CharField(max_length=200, verbose_name='标题')),
                ('sector', models.CharField(blank=True, max_length=60, verbose_name='领域')),
            ],
            options={
                'ordering': ['plan', 'position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='代码')),
                ('title', models.CharField(max_length=300, unique=True, verbose_name='标题')),
                ('text', models.TextField(verbose_name='正文')),
                ('digest', models.CharField(max_length=64)),
                ('issued', models.DateField(blank=True, null=True, verbose_name='印发日')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='地方')),
                ('year', models.SmallIntegerField(blank=True, null=True, verbose_name='印发年')),
                ('plan_from', models.SmallIntegerField(blank=True, null=True, verbose_name='起始年')),
                ('plan_to', models.SmallIntegerField(blank=True, null=True, verbose_name='结束年')),
                ('compiler', models.CharField(max_length=40, verbose_name='编译版本')),
                ('active', models.BooleanField(default=True, verbose_name='现行')),
            ],
            options={
                'verbose_name': '方案',
                'verbose_name_plural': '方案',
                'ordering': ['-active', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('starts_at', models.PositiveIntegerField(verbose_name='起')),
                ('ends_at', models.PositiveIntegerField(verbose_name='止')),
                ('code', models.CharField(max_length=20, verbose_name='编号')),
                ('asks', models.TextField(verbose_name='疑问')),
                ('readings', models.JSONField(blank=True, default=list, verbose_name='读法')),
                ('rule', models.CharField(max_length=120, verbose_name='规则')),
            ],
            options={
                'verbose_name': '疑问',
                'verbose_name_plural': '疑问',
                'ordering': ['plan', 'position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WorkYear',
            fields=[
                ('year', models.SmallIntegerField(primary_key=True, serialize=False, verbose_name='年')),
                ('off', models.JSONField(default=list, verbose_name='放假')),
                ('makeup', models.JSONField(default=list, verbose_name='调休上班')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='文件')),
            ],
            options={
                'verbose_name': '节假日安排',
                'verbose_name_plural': '节假日安排',
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('starts_at', models.PositiveIntegerField(verbose_name='起')),
                ('ends_at', models.PositiveIntegerField(verbose_name='止')),
                ('text', models.CharField(max_length=120, verbose_name='文字')),
                ('excuse', models.CharField(blank=True, max_length=120, verbose_name='缘由')),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='ledger.commitment')),
            ],
            options={
                'verbose_name': '数字去向',
                'verbose_name_plural': '数字去向',
                'ordering': ['plan', 'position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('value', 'value'), ('growth', 'growth')], max_length=10, verbose_name='取数')),
                ('confirmed', models.BooleanField(default=False, verbose_name='已确认')),
                ('why', models.CharField(blank=True, choices=[('not_published', 'not_published'), ('definition_open', 'definition_open'), ('definition_differs', 'definition_differs'), ('part_missing', 'part_missing'), ('no_deadline', 'no_deadline'), ('merged_period', 'merged_period'), ('not_due', 'not_due'), ('not_linked', 'not_linked')], max_length=20, verbose_name='未接缘由')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='确认日')),
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to='ledger.commitment')),
            ],
            options={
                'verbose_name': '接数',
                'verbose_name_plural': '接数',
                'ordering': ['commitment'],
            },
        ),
        migrations.AddField(
            model_name='link',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links_decided', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='link',
            name='indicator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='link',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.region'),
        ),
        migrations.AddField(
            model_name='link',
            name='versus',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.region'),
        ),
        migrations.AddField(
            model_name='plan',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='indicators.region'),
        ),
        migrations.AddField(
            model_name='heading',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='ledger.plan'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='ledger.plan'),
        ),
        migrations.AddField(
            model_name='claim',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='ledger.plan'),
        ),
        migrations.AddField(
            model_name='question',
            name='commitment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='ledger.commitment'),
        ),
        migrations.AddField(
            model_name='question',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='ledger.plan'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed', False), ('indicator__isnull', False), _connector='OR'), name='ledger_link_confirmed_has_indicator'),
        ),
        migrations.AddConstraint(
            model_name='heading',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='ledger_heading_position'),
        ),
        migrations.AddConstraint(
            model_name='heading',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='ledger_heading_span'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='ledger_commitment_position'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='ledger_commitment_span'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='ledger_commitment_code'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='ledger_claim_position'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='ledger_claim_span'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='ledger_question_position'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='ledger_question_span'),
        ),
    ]
